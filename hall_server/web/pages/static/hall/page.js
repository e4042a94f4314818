/** The supervisor's view: state, wiring, and the one place where an act is sent. */
import { follow } from "../live.js";
import { isNewer } from "../newer.js";
import { refusalSentence } from "../refusal.js";
import { showScreen } from "../screen.js";
import { speech } from "../language.js";
import { change as changeAs, currentSession, read } from "../staff.js";
import { journalAfter } from "./journal_known.js";
import { hallView } from "./view.js";

/**
 * @typedef {object} Hall
 * @property {import("../language.js").Speech} speech
 * @property {import("../messages").Session} session
 * @property {import("../messages").HallState | null} hall
 * @property {import("../live.js").Line} line
 * @property {string | null} refusal
 * @property {string | null} notice what an act brought, such as the numbers expired at the day's end
 * @property {boolean} doing an act is under way
 * @property {string | null} picked the window whose card is open
 * @property {import("./dialogs.js").Asking | null} asking
 * @property {import("../messages").JournalEntry[]} journal newest first: the live tail and what was fetched
 * @property {boolean} journalEnds nothing is older
 * @property {import("../messages").ItemEntry[]} items of the catalogue
 */

/** @typedef {{change: (part: Partial<Hall>) => void, act: (method: string, path: string, body?: unknown) => Promise<void>, older: () => Promise<void>, ask: (asking: import("./dialogs.js").Asking) => void}} Hands */

const MAY_SEE = ["supervisor", "auditor", "admin", "guide"];
const [session, spoken] = await Promise.all([currentSession(), speech()]);

/** @type {Hall} */
const start = {
  speech: spoken,
  session,
  hall: null,
  line: { up: false, since: new Date() },
  refusal: session.roles.some((role) => MAY_SEE.includes(role)) ? null : spoken.tell("hall.not_yours"),
  notice: null,
  doing: false,
  picked: null,
  asking: null,
  journal: [],
  journalEnds: false,
  items: [],
};
const { state, change } = showScreen(start, (now, turn) => hallView(now, { change: turn, act, older, ask }));

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

async function older() {
  const last = state.journal[state.journal.length - 1];
  try {
    const { entries } = await read(`/journal?before=${last.seq}&limit=60`);
    change({ journal: [...state.journal, ...entries], journalEnds: entries.length === 0 });
  } catch (error) {
    change({ refusal: refusalSentence(state.speech, error) });
  }
}

/** @param {import("../messages").HallState} hall */
function heardOf(hall) {
  if (!isNewer(state.hall, hall)) return;
  const journal = journalAfter(state.journal, hall.journal);
  change({ hall, journal, journalEnds: journal.some(({ seq }) => seq === 1) });
}

if (state.refusal === null) {
  setInterval(() => change({}), 1000);
  follow({ view: "hall" }, heardOf, (line) => change({ line, asking: line.up ? state.asking : null }));
  try {
    change({ items: (await read("/catalogue")).items });
  } catch (error) {
    change({ refusal: refusalSentence(state.speech, error) });
  }
}
