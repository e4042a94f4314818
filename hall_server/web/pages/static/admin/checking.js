/** The tray comes to rest: it is kept in the tab, and asked what is wrong with it. */
import { Unreachable } from "/assets/api.js";
import { localProblems } from "./checks.js";
import { unlessFaster } from "./conflict.js";
import { sent } from "./edits.js";
import { keep } from "./kept.js";

const CHECK_AFTER_MS = 400;
const AGAIN_AFTER_MS = 3000;

/**
 * @param {import("./admin").Admin} state
 * @param {import("./admin").Hands} hands
 * @param {() => void} onRest called when the tray has come to rest after an edit
 * @returns {{edit: (edits: import("./edits.js").Kept[]) => void, check: () => Promise<void>}}
 */
export function checker(state, hands, onRest) {
  let soon = 0;
  let unkept = false;
  addEventListener("pagehide", keepNow);
  return { edit, check };

  /** @param {import("./edits.js").Kept[]} edits */
  function edit(edits) {
    unkept = true;
    hands.change({ edits, verdict: edits.length ? state.verdict : null, conflict: null });
    clearTimeout(soon);
    soon = setTimeout(rest, CHECK_AFTER_MS);
  }

  function keepNow() {
    if (!unkept || state.setup === null) return;
    unkept = false;
    const kept = keep(state.setup.hall_code, state.session.badge, state.edits);
    if (!kept) hands.change({ notice: state.speech.tell("admin.not_kept") });
  }

  async function rest() {
    keepNow();
    onRest();
    await check();
  }

  /**
   * Says what is wrong with the tray, and what it would change: what fields refuse by themselves first,
   * then what the server finds in the whole. A verdict on an older tray is dropped; out of reach, it asks again.
   */
  async function check() {
    const { edits } = state;
    if (edits.length === 0) return hands.change({ verdict: null });
    const problems = localProblems(edits, state.setup);
    if (problems.length) return hands.change({ verdict: { problems, difference: [] } });
    const verdict = await hands.attempt(async () => {
      try {
        return await unlessFaster(hands, () => hands.act("POST", "/admin/changes/preview", { edits: sent(edits) }));
      } catch (error) {
        if (error instanceof Unreachable) soon = setTimeout(check, AGAIN_AFTER_MS);
        throw error;
      }
    });
    if (verdict !== null && edits === state.edits) hands.change({ verdict });
  }
}
