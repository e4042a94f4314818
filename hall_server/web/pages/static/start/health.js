/** Whether each program behind the links answers, asked every few seconds. */

const EVERY_MS = 5000;
const WITHIN_MS = 3000;

/**
 * The server answers for itself; of a program on another port only the fact of an answer can be seen.
 * @param {string[]} origins
 * @param {(origin: string, health: "up" | "down" | "unknown") => void} onHealth
 */
export function watchHealth(origins, onHealth) {
  // An origin that the page's policy does not let us ask stays unknown, which is the truth.
  const forbidden = new Set();
  addEventListener("securitypolicyviolation", ({ blockedURI }) => {
    const { origin } = new URL(blockedURI);
    forbidden.add(origin);
    onHealth(origin, "unknown");
  });
  const look = async () => {
    const asked = origins.filter((origin) => !forbidden.has(origin));
    await Promise.all(
      asked.map(async (origin) => {
        const well = await answers(origin);
        if (!forbidden.has(origin)) onHealth(origin, well ? "up" : "down");
      }),
    );
    setTimeout(look, EVERY_MS);
  };
  look();
}

/** @param {string} origin @returns {Promise<boolean>} */
async function answers(origin) {
  const signal = AbortSignal.timeout(WITHIN_MS);
  const ours = origin === location.origin;
  try {
    const answer = await fetch(ours ? "/api/v1/health" : `${origin}/`, {
      mode: ours ? "same-origin" : "no-cors",
      cache: "no-store",
      signal,
    });
    return !ours || (answer.ok && (await answer.json()).status === "ok");
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError) return false;
    throw error;
  }
}
