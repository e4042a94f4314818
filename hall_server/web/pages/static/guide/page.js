/** The guide desk: state, wiring, and the one place where an act is sent. */
import { hallNow } from "/assets/clock.js";
import { follow } from "../live.js";
import { isNewer } from "../newer.js";
import { refusalSentence } from "../refusal.js";
import { showScreen } from "../screen.js";
import { speech } from "../language.js";
import { change as changeAs, currentSession, read } from "../staff.js";
import { actRequest } from "./commands.js";
import { focusBox } from "./find.js";
import { changedBy, rowsOf, search } from "./finding.js";
import { onKey } from "./keys.js";
import { storyFollower } from "./opened.js";
import { guideView } from "./view.js";

/**
 * @typedef {object} Guide
 * @property {import("../language.js").Speech} speech
 * @property {import("../messages").Session} session
 * @property {import("../messages").GuideState | null} guide
 * @property {import("../live.js").Line} line
 * @property {string | null} refusal
 * @property {string | null} notice what the last act brought
 * @property {boolean} doing an act is under way
 * @property {string} query what is typed into the find box
 * @property {import("./find.js").Result | null} result of the last search
 * @property {number} at the row of the result the arrows stand on
 * @property {import("../messages").Story | null} story of the open ticket
 * @property {import("./finding.js").Appointment | null} booked the open appointment
 * @property {{ticket: import("../messages").TicketIssued, until: Date} | null} issued the number just given, and until when one key takes it back
 * @property {import("./dialogs.js").Asking | null} asking
 * @property {import("../messages").Catalogue | null} catalogue
 */

/**
 * @typedef {object} Hands
 * @property {(part: Partial<Guide>) => void} change
 * @property {(name: string, words: Record<string, unknown>, number?: string) => Promise<void>} act
 * @property {() => Promise<void>} find
 * @property {() => void} close leaves the open ticket and the tickets found
 * @property {(ticket: number) => Promise<void>} open
 * @property {(appointment: import("./finding.js").Appointment) => void} openBooked
 * @property {(name: string, sheet?: import("../messages").PrintJobView) => void} ask
 */

const CANCEL_WITHIN_MS = 10_000;
const MAY_SEE = ["guide", "supervisor"];
const [session, spoken] = await Promise.all([currentSession(), speech("zh-CN", ["guide"])]);

/** @type {Guide} */
const start = {
  speech: spoken,
  session,
  guide: null,
  line: { up: false, since: new Date() },
  refusal: session.roles.some((role) => MAY_SEE.includes(role)) ? null : spoken.tell("guide.not_yours"),
  notice: null,
  doing: false,
  query: "",
  result: null,
  at: 0,
  story: null,
  booked: null,
  issued: null,
  asking: null,
  catalogue: null,
};
/** @type {Hands} */
const hands = { change: (part) => change(part), act, find, close, open, openBooked, ask };
const { state, change } = showScreen(start, (now) => guideView(now, hands));
/** Enter was pressed, or a card read, while an act was under way: nothing typed is lost. */
let soughtMeanwhile = false;
const stories = storyFollower((ticket) => read(`/tickets/${ticket}/story`), (story) => change({ story }));

/**
 * Sends one act; a dialog that asked for it closes when it is done. A press while another act is
 * under way does nothing.
 * @param {string} name
 * @param {Record<string, unknown>} words
 * @param {string} [number] the ticket's, for the notice
 */
async function act(name, words, number = "") {
  if (state.doing || !state.line.up) return;
  change({ doing: true, refusal: null, notice: null });
  const { path, body } = actRequest(name, words);
  try {
    const answer = await changeAs(session, "POST", path, body);
    if (name === "issue" || name === "check_in") await show(answer, name === "issue" ? CANCEL_WITHIN_MS : 0);
    else change({ asking: null, issued: null, notice: state.speech.tell(`guide.done.${name}`, { number }), ...changedBy(name, answer, state.result) });
    await stories.again();
  } catch (error) {
    change({ refusal: refusalSentence(state.speech, error) });
  } finally {
    if (state.asking === null) focusBox();
    await done();
  }
}

/** What was under way has ended: Enter pressed meanwhile counts now. */
async function done() {
  const sought = soughtMeanwhile;
  soughtMeanwhile = false;
  change({ doing: false });
  if (sought) await find();
}

/**
 * The number just given is shown large, with its story below.
 * @param {import("../messages").TicketIssued} ticket
 * @param {number} cancelMs how long it can be taken back
 */
async function show(ticket, cancelMs) {
  const until = new Date(hallNow().getTime() + cancelMs);
  change({ asking: null, issued: { ticket, until }, result: null, booked: null, query: "" });
  await stories.follow(ticket.ticket_id);
}

/** Looks for what is typed, after the act under way if there is one. A card's number does not stay on the screen. */
async function find() {
  const q = state.query.trim();
  if (q === "") return;
  if (state.doing) {
    soughtMeanwhile = true;
    return;
  }
  stories.close();
  // The box is empty at once: what is typed meanwhile is the next search's.
  change({ doing: true, query: "", refusal: null, notice: null });
  try {
    const result = await search(session, q);
    change({ result, at: 0, story: null, booked: null, issued: null });
    if (rowsOf(result) === 1) await openOnly(result);
  } catch (error) {
    change({ query: state.query || q, refusal: refusalSentence(state.speech, error) });
  } finally {
    await done();
  }
}

function close() {
  stories.close();
  change({ story: null, booked: null, issued: null, result: null });
}

/** @param {import("./finding.js").Result} result with one row */
async function openOnly({ found, booked }) {
  const [appointment] = booked;
  if (appointment) openBooked(appointment);
  else await open(found.found[0].ticket.ticket_id);
}

/** @param {import("./finding.js").Appointment} booked */
function openBooked(booked) {
  stories.close();
  change({ booked, story: null, issued: null, refusal: null, notice: null });
}

/** @param {number} ticket */
async function open(ticket) {
  change({ refusal: null, notice: null, issued: null, booked: null });
  try {
    await stories.follow(ticket);
  } catch (error) {
    change({ refusal: refusalSentence(state.speech, error) });
  }
}

/** @param {string} name @param {import("../messages").PrintJobView} [sheet] */
function ask(name, sheet) {
  const search = { query: "", at: 0 };
  change({ asking: { name, sheet: sheet ?? null, search, goal: null, items: [], theme: null, words: null }, refusal: null });
}

if (state.refusal === null) {
  setInterval(() => change({}), 1000);
  addEventListener("keydown", (event) => onKey(event, state, hands));
  follow(
    { view: "guide" },
    (guide) => {
      if (!isNewer(state.guide, guide)) return;
      const first = state.guide === null;
      change({ guide });
      if (first) focusBox();
      stories.soon(guide.version);
    },
    (line) => change({ line }),
  );
  try {
    change({ catalogue: await read("/catalogue") });
  } catch (error) {
    change({ refusal: refusalSentence(state.speech, error) });
  }
}
