/** The applicant's phone page of a case: asked for anew each minute, and whenever it is looked at again. */
import { speech } from "../language.js";
import { factsOfPage, showScreen } from "../screen.js";
import { progressView } from "./view.js";

/**
 * @typedef {object} Progress
 * @property {import("../language.js").Speech} speech
 * @property {import("../cases").CaseProgress | null} progress
 * @property {Date | null} heardAt when the hall last answered, by this phone's clock
 * @property {boolean} reached whether the last question was answered
 */

const PATH = `/api/v1/case-progress/${encodeURIComponent(/** @type {string} */ (factsOfPage().token))}`;
const EACH_MS = 60_000;
const GIVE_UP_MS = 10_000;
const PARTS = ["progress"];

/** @type {Progress} */
const start = {
  speech: await speech(navigator.language.startsWith("zh") ? "zh-CN" : "en", PARTS),
  progress: null,
  heardAt: null,
  reached: true,
};
const { state, change } = showScreen(start, (now, turn) => progressView(now, turn));

async function ask() {
  /** @type {import("../cases").CaseProgress} */
  let progress;
  try {
    const answer = await fetch(PATH, { cache: "no-store", signal: AbortSignal.timeout(GIVE_UP_MS) });
    if (!answer.ok) throw new TypeError(`${answer.status}`);
    progress = await answer.json();
  } catch (error) {
    if (!isSilence(error)) throw error;
    change({ reached: false });
    return;
  }
  const first = state.progress === null;
  change({ progress, heardAt: new Date(), reached: true });
  if (first) change({ speech: await speech(progress.language, PARTS) });
}

/** @param {unknown} error @returns {boolean} the network's failures; a slip of the page is not one */
function isSilence(error) {
  return error instanceof TypeError || error instanceof SyntaxError || error instanceof DOMException;
}

document.addEventListener("visibilitychange", () => document.hidden || ask());
addEventListener("focus", ask);
addEventListener("online", ask);
setInterval(() => document.hidden || ask(), EACH_MS);
ask();
