/**
 * Reads the page out to who asked for it: each new page, a page again, the option that has the focus.
 * @typedef {import("./messages.d.ts").State} State
 * @typedef {import("./messages.d.ts").Page["say"]} Say
 */
import { isNews, labelOf, promptOf, voiced } from "./prompts.js";
import { speaker } from "./speaker.js";

/**
 * @param {HTMLElement} root the page
 * @param {() => Say} say the visitor's language
 */
export function readerOut(root, say) {
  const voice = speaker();

  /** @param {string[]} sentences @param {State} state */
  function sayAll(sentences, state) {
    void voice.say(sentences.flatMap((sentence) => voiced(sentence, state.language)));
  }

  /** @param {State} before @param {State} after what was just drawn */
  function follow(before, after) {
    if (before.aloud && !after.aloud) voice.hush();
    const asked = after.repeats > before.repeats;
    if (asked || (after.aloud && isNews(before, after))) sayAll(promptOf(root, after, say()), after);
  }

  /** @param {FocusEvent} arrival @param {State} state */
  function option({ target }, state) {
    const one = target instanceof HTMLButtonElement && target.closest(".frame");
    if (one && state.keypad && state.aloud) sayAll([labelOf(/** @type {Element} */ (target))], state);
  }

  return { follow, option };
}
