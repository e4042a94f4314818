/** The visitor's phone page: my number, followed by asking the hall every few seconds. */
import { send } from "/assets/api.js";
import { heard } from "/assets/clock.js";
import { speech } from "../language.js";
import { isNewer } from "../newer.js";
import { refusalSentence } from "../refusal.js";
import { factsOfPage, showScreen } from "../screen.js";
import { keepAsking } from "./asking.js";
import { visitView } from "./view.js";

/**
 * @typedef {object} Visit
 * @property {import("../language.js").Speech} speech
 * @property {import("../messages").VisitState | null} visit
 * @property {Date | null} heardAt when the hall last answered, by this phone's clock
 * @property {boolean} reached whether the last question was answered
 * @property {boolean} leaving the question whether to leave is open
 * @property {string | null} refusal
 */

const path = `/api/v1/visits/${encodeURIComponent(/** @type {string} */ (factsOfPage().token))}`;
const BUZZ_MS = [300, 150, 300];
const PARTS = ["visit"];

/** @type {Visit} */
const start = {
  speech: await speech(navigator.language.startsWith("zh") ? "zh-CN" : "en", PARTS),
  visit: null,
  heardAt: null,
  reached: true,
  leaving: false,
  refusal: null,
};
const { state, change } = showScreen(start, (now, turn) => visitView(now, { change: turn, leave }));

/** @param {import("../messages").VisitState | null} visit null: as it was */
async function answered(visit) {
  change({ heardAt: new Date(), reached: true });
  if (visit === null || !isNewer(state.visit, visit)) return;
  heard(visit.at);
  const first = state.visit === null;
  const calledNow = visit.state === "CALLED" && visit.called_at !== state.visit?.called_at;
  const toLeave = visit.evacuation !== null && visit.evacuation.since !== state.visit?.evacuation?.since;
  change({ visit });
  if (first) change({ speech: await speech(visit.language, PARTS) });
  else if (calledNow || toLeave) navigator.vibrate?.(BUZZ_MS);
}

async function leave() {
  change({ leaving: false, refusal: null });
  try {
    await answered(await send("POST", `${path}/leave`, {}));
  } catch (error) {
    change({ refusal: refusalSentence(state.speech, error) });
  }
}

keepAsking(path, answered, () => change({ reached: false }));
setInterval(() => change({}), 1000);
