/** Looking back: any moment of any day, drawn as the live page draws the present. State and wiring. */
import { giveKeyboardBack } from "../given_back.js";
import { keepSame } from "../hall/kept.js";
import { refusalSentence } from "../refusal.js";
import { showScreen } from "../screen.js";
import { speech } from "../language.js";
import { currentSession, read } from "../staff.js";
import { onKey } from "./keys.js";
import { newestOnly } from "./newest.js";
import { MINUTE_MS } from "./state.js";
import { pastView } from "./view.js";

/** @typedef {import("./state.js").Past} Past */

const PLAY_EVERY_MS = 1000;

const [session, spoken] = await Promise.all([currentSession(), speech("zh-CN", ["hall"])]);
const asked = Date.parse(new URLSearchParams(location.search).get("at") ?? "");

/** @type {Past} */
const start = {
  speech: spoken,
  session,
  wanted: Number.isNaN(asked) ? Date.now() : asked,
  past: null,
  playing: false,
  refusal: null,
  picked: null,
  pickedQueue: null,
  reached: null,
  help: false,
  story: null,
};
/** @type {import("./state.js").Hands} */
const hands = { change: (part) => change(part), goTo, step, play, pick, pickQueue, story };
const { state, change } = showScreen(start, (now) => pastView(now, hands));

const ask = newestOnly(
  (/** @type {number} */ moment) => read(`/past?at=${encodeURIComponent(new Date(moment).toISOString())}`),
  answered,
  (error) => change({ playing: false, refusal: refusalSentence(state.speech, error) }),
);

/**
 * A moment to come is answered with the present one: there the play ends.
 * @param {import("../messages").PastState} fresh
 * @param {number} moment that was asked for
 */
function answered(fresh, moment) {
  const known = state.past;
  const present = Date.parse(fresh.at);
  if (present < moment && state.wanted >= moment) change({ wanted: present, playing: false });
  const windows = known === null ? fresh.windows : keepSame(known.windows, fresh.windows, ({ window }) => window);
  change({ past: { ...fresh, windows }, refusal: null });
  const address = new URL(location.href);
  address.searchParams.set("at", fresh.at);
  history.replaceState(history.state, "", address);
}

/** @param {number} moment */
function goTo(moment) {
  change({ wanted: moment });
  ask(moment);
}

/** @param {number} minutes */
function step(minutes) {
  goTo(state.wanted + minutes * MINUTE_MS);
}

function play() {
  change({ playing: !state.playing });
}

/** @param {string} window */
function pick(window) {
  change({ picked: state.picked === window ? null : window, pickedQueue: null });
}

/** @param {string} queue */
function pickQueue(queue) {
  change({ pickedQueue: state.pickedQueue === queue ? null : queue, picked: null });
}

/** @param {number} ticket */
async function story(ticket) {
  try {
    change({ story: await read(`/tickets/${ticket}/story`), playing: false });
  } catch (error) {
    change({ refusal: refusalSentence(state.speech, error) });
  }
}

addEventListener("click", giveKeyboardBack);
addEventListener("keydown", (event) => onKey(event, state, hands));
setInterval(() => state.playing && step(1), PLAY_EVERY_MS);
goTo(state.wanted);
