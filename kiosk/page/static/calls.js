/**
 * What the page has its kiosk do, and the answers as events. An answer nobody waits for any more is dropped.
 * @typedef {import("./messages.d.ts").State} State
 * @typedef {import("./messages.d.ts").Event} Event
 * @typedef {import("./messages.d.ts").Asked} Asked
 */
import { newKey, Refused, send as ask } from "/assets/api.js";
import { pressOf } from "./press.js";

const PAPER_POLL_MS = 400;
const PAPER_OVER = ["PRINTED", "REFUSED", "UNCERTAIN", "CANCELLED"];

/**
 * @param {() => State} now
 * @param {(event: Event) => void} send
 */
export function caller(now, send) {
  return {
    /** @param {string} language of the paper */
    take: (language) => take(now, send, language),
    /** @param {Asked} asked */
    find: (asked) => find(now, send, asked),
    /** @param {string} item @param {string} language of the paper */
    printList: (item, language) => printList(now, send, item, language),
    sayFarewell,
    sayHere,
  };
}

/**
 * A press that got no answer, not even from the kiosk: pressed again it is the same press, and one number.
 * @type {{said: string, key: string} | null}
 */
let unanswered = null;

/** @param {() => State} now @param {(event: Event) => void} send @param {string} language */
async function take(now, send, language) {
  const { path, body } = pressOf(now(), language);
  const said = path + JSON.stringify(body);
  unanswered = unanswered?.said === said ? unanswered : { said, key: newKey() };
  try {
    const visit = await ask("POST", path, body, { "Idempotency-Key": unanswered.key });
    unanswered = null;
    send({ type: "given", visit });
    const tell = (/** @type {any} */ paper) => now().visit?.visit === visit.visit && send({ type: "paper", visit: paper });
    await follow(`/api/visits/${visit.visit}`, visit, tell);
  } catch (error) {
    if (error instanceof Refused) unanswered = null;
    send(failed(error));
  }
}

/** @param {() => State} now @param {(event: Event) => void} send @param {Asked} asked */
async function find(now, send, asked) {
  const { what, ...said } = asked;
  try {
    const answer = await ask("POST", what === "person" ? "/api/person" : "/api/appointments/find", said);
    if (now().asked !== asked) {
      // Whoever typed it has gone meanwhile.
      if (what === "person") await sayFarewell();
      return;
    }
    send(what === "person" ? { type: "known", person: answer } : { type: "found", appointments: answer.appointments });
  } catch (error) {
    if (now().asked === asked) send(failed(error));
  }
}

/** @param {() => State} now @param {(event: Event) => void} send @param {string} item @param {string} language */
async function printList(now, send, item, language) {
  const tell = (/** @type {any} */ { paper, trouble }) =>
    now().sheet?.item === item && send({ type: "sheet", sheet: { item, paper, trouble } });
  try {
    const print_size = now().large ? "large" : "normal";
    const { job } = await ask("POST", "/api/materials", { item, language, print_size });
    await follow(`/api/sheets/${job}`, { trouble: null }, tell);
  } catch {
    tell({ paper: "REFUSED", trouble: null });
  }
}

/**
 * Ask how a sheet is until it is over. A kiosk that was started again knows it no more: it may be on paper.
 * @param {string} path
 * @param {object} known
 * @param {(answer: any) => unknown} tell false when nobody wants to know any more
 */
async function follow(path, known, tell) {
  for (;;) {
    await pause(PAPER_POLL_MS);
    try {
      const answer = await ask("GET", path);
      if (tell(answer) === false || PAPER_OVER.includes(answer.paper)) return;
    } catch (error) {
      // What is given stays on the screen; the next round asks again.
      if (!(error instanceof Refused)) continue;
      tell({ ...known, paper: "UNCERTAIN" });
      return;
    }
  }
}

/** The kiosk forgets as well; what it cannot hear now, it forgets by itself after a while. */
async function sayFarewell() {
  unanswered = null;
  try {
    await ask("POST", "/api/farewell");
  } catch {
    return;
  }
}

/** @param {string} person who still touches the page; a kiosk that cannot hear it hears the next one */
async function sayHere(person) {
  try {
    await ask("POST", "/api/person/touched", { person });
  } catch {
    return;
  }
}

/** @param {unknown} error @returns {Event} */
function failed(error) {
  const failure = error instanceof Refused
    ? { code: error.code, detail: error.message, facts: error.facts }
    : { code: "unreachable", detail: String(error), facts: {} };
  return { type: "failed", failure };
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
