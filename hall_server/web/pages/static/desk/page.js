/** The clerk's console: state, wiring, and the one place where an act is sent. */
import { currentSession, change as changeAs, read } from "../staff.js";
import { follow } from "../live.js";
import { isNewer } from "../newer.js";
import { refusalSentence } from "../refusal.js";
import { factsOfPage, showScreen } from "../screen.js";
import { speech } from "../language.js";
import { takeSeat } from "../seat.js";
import { actRequest, answersWithWindow } from "./acts.js";
import { deskNow } from "./desk_now.js";
import { onClick, onKey } from "./keys.js";
import { deskView } from "./view.js";

/**
 * @typedef {object} Console
 * @property {import("../language.js").Speech} speech
 * @property {import("../messages").Session} session
 * @property {string} seat
 * @property {string} window
 * @property {import("../messages").DeskState | null} desk the newest push
 * @property {import("./desk_now.js").Answer | null} answer of the last act
 * @property {import("../live.js").Line} line
 * @property {string | null} doing the act under way
 * @property {string | null} refusal
 * @property {number | null} picked the stop chosen among those listed
 * @property {string} typed digits typed so far
 * @property {import("./dialogs.js").Asking | null} asking the dialog that is open
 * @property {import("../messages").ItemEntry[] | null} items of the catalogue, once asked for
 */

/** @typedef {{change: (part: Partial<Console>) => void, act: (name: string, words?: Record<string, unknown>) => Promise<void>, ask: (name: string, sheet?: import("../messages").PrintJobView) => void}} Hands */

const windowNumber = /** @type {string} */ (factsOfPage().window);
const [session, spoken, seat] = await Promise.all([currentSession(), speech(), takeSeat()]);

/** @type {Console} */
const start = {
  speech: spoken,
  session,
  seat,
  window: windowNumber,
  desk: null,
  answer: null,
  line: { up: false, since: new Date() },
  doing: null,
  refusal: null,
  picked: null,
  typed: "",
  asking: null,
  items: null,
};

const { state, change } = showScreen(start, (now, turn) => deskView(now, { change: turn, act, ask }));

/**
 * Sends one act and shows its answer at once; a dialog that asked for it closes when it is done. A press while another act is under way does nothing,
 * so that an impatient second press is not a second act.
 * @param {string} name
 * @param {Record<string, unknown>} [words]
 */
async function act(name, words = {}) {
  if (state.doing !== null || !state.line.up) return;
  change({ doing: name, refusal: null, picked: null, typed: "" });
  const sitsDown = name === "sign_in" || name === "take_over";
  const request = actRequest(name, state.window, sitsDown ? { seat } : words);
  try {
    const answer = await changeAs(session, "POST", request.path, request.body, { "Hall-Seat": seat });
    change({ asking: null, ...(answersWithWindow(name) ? { answer: { ...answer, sits: sitsAfter(name) } } : {}) });
  } catch (error) {
    change({ refusal: refusalSentence(state.speech, error) });
  } finally {
    change({ doing: null });
  }
}

/** @param {string} name who sits here once the act is done, where the answer does not say */
function sitsAfter(name) {
  if (name === "sign_out") return { clerk: null, seat: null };
  if (name === "sign_in" || name === "take_over") {
    return { clerk: { badge: session.badge, name: session.name }, seat };
  }
  return state.answer?.sits && state.desk && state.answer.version > state.desk.version
    ? state.answer.sits
    : undefined;
}

/**
 * Opens the dialog of an act that needs words.
 * @param {string} name
 * @param {import("../messages").PrintJobView} [sheet] the sheet of paper it is about
 */
function ask(name, sheet) {
  const desk = state.desk && deskNow(state.desk, state.answer);
  const stop = desk?.current ?? null;
  change({ asking: { name, stop, sheet: sheet ?? null, search: { query: "", at: 0 }, goal: null }, refusal: null });
  if (name === "add" && state.items === null) fetchItems();
}

async function fetchItems() {
  try {
    change({ items: (await read("/catalogue")).items });
  } catch (error) {
    change({ asking: null, refusal: refusalSentence(state.speech, error) });
  }
}

addEventListener("keydown", (event) => onKey(event, state, { change, act, ask }));
addEventListener("click", onClick);
setInterval(() => change({}), 1000);
follow(
  { view: "desk", window: windowNumber },
  (desk) => isNewer(state.desk, desk) && change({ desk }),
  (line) => change({ line, asking: line.up ? state.asking : null }),
);
