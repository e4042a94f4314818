/** The list of cases: state, wiring, and what is asked of the server. */
import { giveKeyboardBack } from "../given_back.js";
import { refusalSentence } from "../refusal.js";
import { showScreen } from "../screen.js";
import { speech } from "../language.js";
import { change as changeAs, currentSession, read } from "../staff.js";
import { onKey } from "./keys.js";
import { pathOf, tabsOf } from "./state.js";
import { casesView } from "./view.js";

/** @typedef {import("./state.js").Cases} Cases */

const AGAIN_MS = 60_000;
const [session, spoken] = await Promise.all([currentSession(), speech("zh-CN", ["cases"])]);
const address = new URLSearchParams(location.search);
const asked = address.has("events") ? "events" : (address.get("list") ?? "answer");

/** @type {Cases} */
const start = {
  speech: spoken,
  session,
  list: tabsOf(session).includes(asked) ? asked : "answer",
  filters: {
    department: address.get("department") ?? "",
    kind: address.get("kind") ?? "",
    green: address.get("green") ?? "",
    grade: address.get("grade") ?? "",
  },
  cases: null,
  next: null,
  counts: null,
  departments: {},
  events: null,
  timezone: "UTC",
  query: "",
  sought: null,
  at: -1,
  asking: false,
  refusal: null,
  help: false,
};
/** @type {import("./state.js").Hands} */
const hands = { change: (part) => change(part), choose, filter, find, clear, more, again };
const { state, change } = showScreen(start, (now) => casesView(now, hands));
/** Counts the questions: an answer that is no longer waited for is dropped. */
let turn = 0;

/** @param {() => Promise<Partial<Cases>>} question */
async function ask(question) {
  turn += 1;
  const mine = turn;
  change({ asking: true, refusal: null });
  try {
    const told = await question();
    if (mine === turn) change({ ...told, asking: false });
  } catch (error) {
    if (mine === turn) change({ asking: false, refusal: refusalSentence(state.speech, error) });
  }
}

function again() {
  return ask(async () => {
    const page = await read(pathOf(state));
    if (state.list === "events") return { events: page.events, timezone: page.timezone, next: page.next, sought: null };
    return { cases: page.cases, next: page.next, counts: page.counts, departments: page.departments, sought: null };
  });
}

function more() {
  return ask(async () => {
    const page = await read(pathOf(state, state.next ?? ""));
    if (state.list === "events") return { events: [...(state.events ?? []), ...page.events], next: page.next };
    return { cases: [...(state.cases ?? []), ...page.cases], next: page.next };
  });
}

/** @param {string} list */
function choose(list) {
  change({ list, cases: null, events: null, next: null, at: -1, query: "", sought: null });
  keepAddress();
  again();
}

/** @param {Partial<import("./state.js").Filters>} part */
function filter(part) {
  change({ filters: { ...state.filters, ...part }, at: -1 });
  keepAddress();
  again();
}

function find() {
  const q = state.query.trim();
  if (q === "") return Promise.resolve(clear());
  return ask(async () => {
    const page = await changeAs(session, "POST", "/cases/find", { q });
    return { cases: page.cases, next: null, sought: q, at: page.cases.length > 0 ? 0 : -1 };
  });
}

function clear() {
  const sought = state.sought !== null;
  change({ query: "", sought: null, at: -1 });
  if (sought) again();
}

/** The address leads back to what is shown; what was looked for stays out of it. */
function keepAddress() {
  const kept = new URL(location.href);
  const words = { list: state.list, ...state.filters };
  kept.searchParams.delete("events");
  for (const [name, value] of Object.entries(words)) {
    if (value === "") kept.searchParams.delete(name);
    else kept.searchParams.set(name, value);
  }
  history.replaceState(history.state, "", kept);
}

/** A list left open is asked for anew, unless somebody went on in it. */
function keepFresh() {
  const still = state.sought === null && !state.asking && state.at <= 0 && (state.cases?.length ?? 0) <= 50;
  if (document.visibilityState === "visible" && still && state.refusal === null) again();
}

addEventListener("click", giveKeyboardBack);
addEventListener("keydown", (event) => onKey(event, state, hands));
addEventListener("visibilitychange", keepFresh);
setInterval(keepFresh, AGAIN_MS);
await again();
// Nobody came for a list of its own, and nobody waits for an answer: what is at work is of use.
if (!address.has("list") && state.list === "answer" && state.cases?.length === 0 && state.filters.department === "") choose("running");
