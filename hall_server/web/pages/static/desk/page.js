/** The clerk's console: state, wiring, and the one place where an act is sent. */
import { currentSession, change as changeAs, read } from "../staff.js";
import { follow } from "../live.js";
import { isNewer } from "../newer.js";
import { giveKeyboardBack } from "../given_back.js";
import { refusalSentence } from "../refusal.js";
import { factsOfPage, showScreen } from "../screen.js";
import { speech } from "../language.js";
import { takeSeat } from "../seat.js";
import { rememberWindow } from "../window_memory.js";
import { actRequest, answersWithWindow } from "./acts.js";
import { IS_BAR, leaveBar, openBar } from "./bar.js";
import { cueReminders } from "./cue.js";
import { deskNow, sitting } from "./desk_now.js";
import { onKey } from "./keys.js";
import { keepingOnePress } from "./presses.js";
import { forgetAll } from "./receive/draft.js";
import { receivingHands } from "./receive/hands.js";
import { documentListener } from "./receive/reader.js";
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
 * @property {string} typed what has been typed of a number
 * @property {boolean} finding letters belong to the number being typed
 * @property {import("./dialogs.js").Asking | null} asking the dialog that is open
 * @property {import("../messages").ItemEntry[] | null} items of the catalogue, once asked for
 * @property {import("../messages").MyDay | null} day the clerk's own, once asked for
 * @property {import("./receive/hands.js").Receiving | null} receiving the application that is being received or carried on
 * @property {Window | null} bar the small window at the screen's edge, opened from here
 */

/** @typedef {{change: (part: Partial<Console>) => void, act: (name: string, words?: Record<string, unknown>) => Promise<void>, ask: (name: string, about?: import("./dialogs.js").About) => void, receive: import("./receive/hands.js").ReceiveHands}} Hands */

const windowNumber = /** @type {string} */ (factsOfPage().window);
const [session, spoken, seat] = await Promise.all([currentSession(), speech("zh-CN", ["desk"]), takeSeat()]);

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
  finding: false,
  asking: null,
  items: null,
  day: null,
  receiving: null,
  bar: null,
};

const receive = receivingHands(() => start, (part) => change(part));
const { state, change } = showScreen(start, (now, turn) => deskView(now, { change: turn, act, ask, receive }));
const hands = { change, act, ask, receive };
const presses = keepingOnePress((event) => onKey(event, state, hands));

/**
 * Sends one act and shows its answer at once; a dialog that asked for it closes when it is done.
 * @param {string} name
 * @param {Record<string, unknown>} [words]
 */
async function act(name, words = {}) {
  if (!state.line.up) return;
  if (state.doing !== null) return presses.comesTooEarly();
  if (name === "bar") return IS_BAR ? leaveBar(windowNumber) : toBar();
  presses.begins();
  change({ doing: name, refusal: null, picked: null, typed: "", finding: false });
  const answer = await answerTo(name, words);
  change({ doing: null });
  if (answer !== null && name === "take_over") closeBar();
  if (answer !== null && name === "sign_in") rememberWindow(windowNumber);
  if (answer !== null && name === "sign_out") forgetAll();
  presses.ends(answer !== null);
}

/** @param {string} name @param {Record<string, unknown>} words @returns {Promise<object | null>} null when it was not done: the refusal is shown */
async function answerTo(name, words) {
  const sitsDown = name === "sign_in" || name === "take_over";
  const message = name === "read_message" ? { message: state.desk?.messages[0]?.message_id } : {};
  const request = actRequest(name, state.window, sitsDown ? { seat } : { ...message, ...words });
  try {
    const answer = await changeAs(session, "POST", request.path, request.body, { "Hall-Seat": seat });
    change({ asking: null, ...(answersWithWindow(name) ? { answer: { ...answer, sits: sitsAfter(name) } } : {}) });
    return answer;
  } catch (error) {
    change({ refusal: refusalSentence(state.speech, error) });
    return null;
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
 * Opens the dialog of an act that needs words. The bar has no room for one: it holds without words.
 * @param {string} name
 * @param {import("./dialogs.js").About} [about] when it is not about the stop in hand
 */
function ask(name, about = {}) {
  if (IS_BAR) {
    if (name === "hold") act("hold");
    else change({ refusal: state.speech.tell("bar.in_console") });
    return;
  }
  const desk = state.desk && deskNow(state.desk, state.answer);
  const { stop = desk?.current ?? null, sheet = null } = about;
  if (name === "receive") {
    change({ picked: null, typed: "", finding: false });
    if (desk?.case && desk.current) receive.openCase(desk.case.number);
    else receive.open(stop);
    return;
  }
  change({ asking: { name, stop, sheet, search: { query: "", at: 0 }, goal: null }, refusal: null, day: null });
  if ((name === "add" || name === "walk_in") && state.items === null) fetchInto("items", "/catalogue", ({ items }) => items);
  if (name === "my_day") fetchInto("day", `/windows/${encodeURIComponent(windowNumber)}/my-day`, (day) => day);
}

/** @param {"items" | "day"} field @param {string} path @param {(answer: any) => any} part what a dialog needs, read when it opens */
async function fetchInto(field, path, part) {
  try {
    change({ [field]: part(await read(path)) });
  } catch (error) {
    change({ asking: null, refusal: refusalSentence(state.speech, error) });
  }
}

function toBar() {
  const bar = openBar(windowNumber, state.speech.language);
  change(bar === null ? { refusal: state.speech.tell("bar.blocked") } : { bar });
}

function closeBar() {
  state.bar?.close();
  change({ bar: null });
}

let arrived = false;

/** Once the hall is heard, this tab may sit down by itself: asked to in its address, or as the bar. */
function arrive() {
  if (arrived || state.desk === null || !state.line.up) return;
  arrived = true;
  const who = sitting(state.desk, session.badge, seat);
  const address = new URL(location.href);
  const wished = address.searchParams.has("sit");
  address.searchParams.delete("sit");
  if (wished) history.replaceState(history.state, "", address);
  if (IS_BAR && who === "other_tab") act("take_over");
  else if (wished && who === "empty") act("sign_in");
}

/** Each second: the clocks, the reminders, and a bar that was closed gives its seat back. */
function tick() {
  change({});
  const who = state.desk && sitting(state.desk, session.badge, seat);
  if (state.desk && who === "mine") cueReminders(state.desk.held);
  if (!state.bar?.closed || state.doing !== null) return;
  change({ bar: null });
  if (who === "other_tab") act("take_over");
}

addEventListener("keydown", documentListener(() => state, receive), { capture: true });
addEventListener("keydown", presses.press);
addEventListener("click", giveKeyboardBack);
setInterval(tick, 1000);
follow(
  { view: "desk", window: windowNumber },
  (desk) => {
    if (isNewer(state.desk, desk)) change({ desk });
    arrive();
  },
  (line) => {
    change({ line, asking: line.up ? state.asking : null });
    arrive();
  },
);
