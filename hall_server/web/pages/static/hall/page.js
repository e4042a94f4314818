/** The supervisor's view: state, wiring, and the one place where an act is sent. */
import { follow } from "../live.js";
import { isNewer } from "../newer.js";
import { refusalSentence } from "../refusal.js";
import { showScreen } from "../screen.js";
import { speech } from "../language.js";
import { change as changeAs, currentSession, read } from "../staff.js";
import { journalAfter } from "./journal_known.js";
import { hallAfter } from "./kept.js";
import { onKey } from "./keys.js";
import { startOf } from "./state.js";
import { hallView } from "./view.js";

/** How long a new alert is marked as new. */
const NEWS_MS = 5000;
/** The page tells minutes; the clock in its head must not lag. */
const TICK_MS = 5000;

const [session, spoken] = await Promise.all([currentSession(), speech("zh-CN", ["hall"])]);
/** @type {import("./state.js").Hands} */
const hands = { change: (part) => change(part), act, older, ask, pick, pickQueue, story };
const { state, change } = showScreen(startOf(session, spoken), (now) => hallView(now, hands));

/**
 * @param {string} method
 * @param {string} path below /api/v1
 * @param {unknown} [body]
 */
async function act(method, path, body) {
  if (state.doing || !state.line.up) return;
  change({ doing: true, refusal: null, notice: null });
  try {
    const answer = await changeAs(session, method, path, body);
    change({ asking: null, notice: path === "/day/close" ? dayEnded(answer) : null });
  } catch (error) {
    change({ refusal: refusalSentence(state.speech, error) });
  } finally {
    change({ doing: false });
  }
}

/** @param {import("../messages").DayNow} day */
function dayEnded({ expired, parked }) {
  const { tell } = state.speech;
  const listed = (/** @type {string[]} */ numbers) =>
    numbers.length ? numbers.join(tell("list.comma")) : tell("hall.none");
  return tell("hall.day_ended", { expired: listed(expired), parked: listed(parked) });
}

/** @param {import("./dialogs.js").Asking} asking opens a dialog, with no word of what went before */
function ask(asking) {
  change({ asking, refusal: null });
}

/** @param {string} window */
function pick(window) {
  change({ picked: state.picked === window ? null : window, pickedQueue: null });
}

/** @param {string} queue */
function pickQueue(queue) {
  change({ pickedQueue: state.pickedQueue === queue ? null : queue, picked: null });
}

async function older() {
  const last = state.journal[state.journal.length - 1];
  const page = await reading(`/journal?before=${last.seq}&limit=60`);
  if (page) change({ journal: [...state.journal, ...page.entries], journalEnds: page.entries.length === 0 });
}

/** @param {number} ticket */
async function story(ticket) {
  const told = await reading(`/tickets/${ticket}/story`);
  if (told) change({ story: told });
}

/** @param {string} path @returns {Promise<any>} null when it was refused, which is then said */
async function reading(path) {
  try {
    return await read(path);
  } catch (error) {
    change({ refusal: refusalSentence(state.speech, error) });
    return null;
  }
}

/** @param {import("../messages").HallState} fresh */
function heardOf(fresh) {
  if (!isNewer(state.hall, fresh)) return;
  const hall = hallAfter(state.hall, fresh);
  const journal = journalAfter(state.journal, hall.journal);
  change({ ...newsOf(hall), hall, journal, journalEnds: journal.some(({ seq }) => seq === 1) });
}

/**
 * A new alert is cued once and quietly; those there when the page was opened are no news.
 * @param {import("../messages").HallState} hall
 * @returns {Partial<import("./state.js").Hall>}
 */
function newsOf({ alerts }) {
  const ids = alerts.map(({ alert_id }) => alert_id);
  if (state.hall === null) return { seenAlerts: new Set(ids) };
  const fresh = ids.filter((id) => !state.seenAlerts.has(id));
  if (fresh.length === 0) return {};
  setTimeout(() => change({ seenAlerts: new Set([...state.seenAlerts, ...fresh]) }), NEWS_MS);
  return { newest: Math.max(...fresh) };
}

if (state.refusal === null) {
  addEventListener("keydown", (event) => onKey(event, state, hands));
  setInterval(() => change({}), TICK_MS);
  follow({ view: "hall" }, heardOf, (line) => change({ line, asking: line.up ? state.asking : null }));
  const catalogue = await reading("/catalogue");
  if (catalogue) change({ items: catalogue.items });
}
