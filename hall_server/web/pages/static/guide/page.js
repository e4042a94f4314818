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
  issued: null,
  asking: null,
  catalogue: null,
};
/** @type {Hands} */
const hands = { change: (part) => change(part), act, find, close, open, ask };
const { state, change } = showScreen(start, (now) => guideView(now, hands));
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
    if (name === "issue") await show(answer);
    else change({ asking: null, issued: null, notice: state.speech.tell(`guide.done.${name}`, { number }) });
    await stories.again();
  } catch (error) {
    change({ refusal: refusalSentence(state.speech, error) });
  } finally {
    change({ doing: false });
    if (state.asking === null) focusBox();
  }
}

/** @param {import("../messages").TicketIssued} ticket the number just given is shown large, with its story below */
async function show(ticket) {
  const until = new Date(hallNow().getTime() + CANCEL_WITHIN_MS);
  change({ asking: null, issued: { ticket, until }, result: null, query: "" });
  await stories.follow(ticket.ticket_id);
}

/** Looks for what is typed. A card's number does not stay on the screen. */
async function find() {
  const q = state.query.trim();
  if (q === "" || state.doing) return;
  stories.close();
  change({ doing: true, refusal: null, notice: null });
  try {
    const found = await changeAs(session, "POST", "/tickets/find", { q });
    change({ result: { q, found }, at: 0, query: "", story: null, issued: null });
    if (found.found.length === 1) await open(found.found[0].ticket.ticket_id);
  } catch (error) {
    change({ refusal: refusalSentence(state.speech, error) });
  } finally {
    change({ doing: false });
  }
}

function close() {
  stories.close();
  change({ story: null, issued: null, result: null });
}

/** @param {number} ticket */
async function open(ticket) {
  change({ refusal: null, notice: null, issued: null });
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
