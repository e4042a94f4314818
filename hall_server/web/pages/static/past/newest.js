/** Asking for the newest wish alone: while one answer is on its way, wishes in between are forgotten. */

/**
 * @template Wish, Answer
 * @param {(wish: Wish) => Promise<Answer>} ask
 * @param {(answer: Answer, wish: Wish) => void} onAnswer
 * @param {(error: unknown) => void} onError
 * @returns {(wish: Wish) => void}
 */
export function newestOnly(ask, onAnswer, onError) {
  /** @type {{wish: Wish} | null} */
  let next = null;
  let asking = false;
  const run = async () => {
    asking = true;
    while (next !== null) {
      const { wish } = next;
      next = null;
      try {
        onAnswer(await ask(wish), wish);
      } catch (error) {
        onError(error);
      }
    }
    asking = false;
  };
  return (wish) => {
    next = { wish };
    if (!asking) run();
  };
}
