/** How an answer is brought about: its requests one after the other, each once, and what is shown when one is refused. */
import { Refused, Unreachable, newKey } from "/assets/api.js";
import { refusalSentence } from "../../refusal.js";
import { change as changeAs, read } from "../../staff.js";
import { forget } from "./draft.js";
import { requestsOf } from "./requests.js";

/** @typedef {import("./hands.js").Receiving} Receiving */
/** @typedef {import("./requests.js").Request} Request */

/** Where a refusal is shown. @type {Record<string, string>} */
const FIELDS = { wrong_document: "number", identity_differs: "number", address_needed: "address", way_not_offered: "address" };

/**
 * @param {object} open
 * @param {() => import("../page.js").Console} open.screen
 * @param {(part: Partial<Receiving>) => void} open.turn
 * @param {(part: Partial<import("./draft.js").Draft>) => void} open.say
 */
export function sendingHands({ screen, turn, say }) {
  const now = () => /** @type {Receiving} */ (screen().receiving);

  /** @param {() => Promise<void>} act @returns {Promise<boolean>} whether it was done; else the refusal is shown */
  async function trying(act) {
    try {
      await act();
      return true;
    } catch (error) {
      const field = error instanceof Refused ? (FIELDS[error.code] ?? "") : "";
      turn({ refusal: refusalSentence(screen().speech, error), field });
      if (error instanceof Refused && error.code === "case_changed") await again();
      return false;
    }
  }

  async function again() {
    const { known } = now();
    // Out of reach the page stays as it is, with the refusal that is shown.
    if (known !== null) turn({ known: await read(`/cases/${known.number}`).catch(() => known) });
  }

  /** @param {string} answer sent once, however often it is pressed */
  async function give(answer) {
    if (now().doing || !screen().line.up) return;
    turn({ doing: true, refusal: null, field: "" });
    say({ unsure: answer });
    const requests = requestsOf(now(), answer, screen().window);
    const done = await trying(async () => {
      for (const request of requests) if (screen().receiving !== null) await bring(request);
    });
    if (done) finished();
    turn({ doing: false });
  }

  /** @param {Request} request one of an answer, or an act on the case in hand */
  async function bring({ path, body }) {
    const { known, draft } = now();
    const goal = path.replace("{case}", known?.number ?? "");
    const sent = JSON.stringify([goal, body]);
    const key = draft.keys[sent] ?? newKey();
    say({ keys: { ...draft.keys, [sent]: key } });
    /** @type {Record<string, string>} */
    const seen = known === null || draft.keys[sent] ? {} : { "If-Match": String(known.version) };
    try {
      const answer = await changeAs(screen().session, "POST", goal, body, { "Idempotency-Key": key, ...seen });
      turn({ done: answer, known: answer.case });
      if (known === null) becomes(draft.about, `case-${answer.case.number}`);
    } catch (error) {
      if (!(error instanceof Unreachable)) say({ unsure: null });
      throw error;
    }
  }

  /** @param {string} before @param {string} about what was a ticket's draft is now a case's */
  function becomes(before, about) {
    forget(before);
    say({ about });
  }

  function finished() {
    if (screen().receiving === null) return;
    forget(now().draft.about);
    turn({ step: "done", draft: { ...now().draft, words: {}, unsure: null } });
  }

  /** @param {Request} request an act on the case that is not an answer: a step, the result, the collection */
  async function act(request) {
    if (now().doing || !screen().line.up) return;
    turn({ doing: true, refusal: null, field: "" });
    if (await trying(() => bring(request))) finished();
    turn({ doing: false });
  }

  return { trying, give, act };
}
