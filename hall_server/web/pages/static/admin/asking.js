/** Asking the server in the session's name: what it refuses is shown, and a lost connection is told until it is back. */
import { Unreachable } from "/assets/api.js";
import { refusalSentence } from "../refusal.js";
import { change as changeAs } from "../staff.js";

/** @typedef {import("./admin").Admin} Admin */

/**
 * @param {Admin} state
 * @param {(part: Partial<Admin>) => void} change
 * @returns {Pick<import("./admin").Hands, "attempt" | "act">}
 */
export function asker(state, change) {
  let lost = false;
  return {
    act: (method, path, body) => changeAs(state.session, method, path, body),
    attempt: async (asked) => {
      try {
        const answer = await asked();
        if (lost) change({ refusal: null });
        lost = false;
        return answer;
      } catch (error) {
        change({ refusal: refusalSentence(state.speech, error) });
        lost = error instanceof Unreachable;
        return null;
      }
    },
  };
}
