/** Receiving at the window: a check list is opened, filled, and answered in exactly one way. */
import { EMPTY_SEARCH } from "../../finder.js";
import { change as changeAs, read } from "../../staff.js";
import { nextAwaited } from "./check.js";
import { draftOf, keep } from "./draft.js";
import { preCheckOf } from "./pre_check.js";
import { sendingHands } from "./sending.js";

/** @typedef {import("./draft.js").Draft} Draft */
/** @typedef {import("./draft.js").Subject} Subject */
/** @typedef {import("../page.js").Console} Console */

/**
 * @typedef {object} Receiving
 * @property {Draft} draft
 * @property {import("../../cases").CheckList | null} list wanted of a new application, once asked for
 * @property {import("../../cases").CaseView | null} known the case that is carried on; null for a new one
 * @property {import("../../messages").Catalogue | null} catalogue once a subject is searched
 * @property {import("../../cases").CaseLine[] | null} found cases, once searched
 * @property {import("../../finder.js").Search} search
 * @property {number} at the row the arrows stand on
 * @property {string} step what is asked beside or instead of the check list: `check` is nothing
 * @property {string | null} refusal
 * @property {string} field the field it is about, if it is about one
 * @property {boolean} doing
 * @property {import("../../cases").CaseNow | null} done the answer to the last act
 */

/** What must be said anew before a refusal about a field is out of the world. @type {Record<string, string[]>} */
const SETTLES = { number: ["document"], address: ["address", "delivery"] };

/** Longer than a reader's pause between two keys, shorter than a person notices. */
const SOON_MS = 60;

/** @returns {HTMLElement | null} where the keyboard begins in what is shown now */
const begins = () => document.querySelector("dialog [autofocus]");

/** @typedef {ReturnType<typeof receivingHands>} ReceiveHands */

/**
 * @param {() => Console} screen
 * @param {(part: Partial<Console>) => void} change
 */
export function receivingHands(screen, change) {
  let presses = 0;
  const pressed = () => {
    presses += 1;
  };
  const now = () => /** @type {Receiving} */ (screen().receiving);

  /** @param {Partial<Receiving>} part */
  function turn(part) {
    const before = screen().receiving;
    if (before === null) return;
    change({ receiving: { ...before, ...part } });
    const loaded = (before.list ?? before.known) === null && (part.list ?? part.known);
    if (loaded || (part.step && part.step !== before.step)) begins()?.focus();
    if (part.at !== undefined) document.querySelector(".check-row.here")?.scrollIntoView({ block: "nearest" });
  }

  /** @param {Partial<Draft>} part what the clerk says; it is kept at once */
  function say(part) {
    if (screen().receiving === null) return;
    const draft = { ...now().draft, ...part };
    keep(draft);
    const settled = SETTLES[now().field]?.some((each) => each in part) ?? true;
    turn(settled ? { draft, refusal: null, field: "" } : { draft });
  }

  const sent = sendingHands({ screen, turn, say });
  const { trying } = sent;

  /** @param {Draft} draft */
  function begin(draft) {
    const step = draft.subject === null && !draft.about.startsWith("case-") ? "subject" : "check";
    change({
      receiving: { draft, list: null, known: null, catalogue: null, found: null, search: EMPTY_SEARCH, at: 0, step, refusal: null, field: "", doing: false, done: null },
      refusal: null,
    });
  }

  /** @param {import("../../messages").StopView | null} stop the number in hand; null for somebody without one */
  async function open(stop) {
    const subjects = stop === null ? [] : [...(stop.theme ? [{ theme: stop.theme }] : []), { item: stop.item_code }];
    const about = stop === null ? "nobody" : `ticket-${stop.ticket_id}`;
    const applicant = draftOf(about, { subjects });
    begin(stop === null ? applicant : { ...applicant, ticket: stop.ticket_id, number: stop.number });
    if (stop?.pick_up) return turn({ step: "find" });
    if (stop !== null) await askPreCheck({ ticket: stop.ticket_id });
    if (screen().receiving !== null) await (now().draft.subject === null ? loadCatalogue() : askList());
  }

  /** @param {Parameters<typeof preCheckOf>[2]} whose */
  async function askPreCheck(whose) {
    const { draft } = now();
    if (draft.pre_check !== null || draft.subject === null) return;
    await trying(async () => {
      const found = await preCheckOf(screen().session, draft, whose);
      if (found !== null && screen().receiving?.draft.about === draft.about) say(found);
    });
  }

  /** @param {string} number of a case that is carried on */
  async function openCase(number) {
    begin(draftOf(`case-${number}`, { ticket: null }));
    await trying(async () => {
      const known = await read(`/cases/${number}`);
      if (screen().receiving?.draft.about === `case-${number}`) turn({ known });
    });
    if (screen().receiving?.known?.number === number) turn({ at: nextAwaited(now(), -1) });
  }

  /** What could not be brought is asked for once more. */
  const reload = () => (now().draft.subject === null ? openCase(now().draft.about.replace("case-", "")) : askList());

  async function loadCatalogue() {
    await trying(async () => turn({ catalogue: await read("/catalogue") }));
  }

  /** The check list of the subject, with what the certificate library has of the applicant. */
  async function askList() {
    const { about, subject, document } = now().draft;
    const identity = document.number.trim() === "" ? null : { kind: document.kind, number: document.number };
    /** @param {typeof identity} whose @param {Partial<Receiving>} part beside the list */
    const bring = (whose, part) => trying(async () => {
      const list = await changeAs(screen().session, "POST", "/check-lists", { ...subject, identity: whose });
      const still = screen().receiving?.draft;
      if (still?.about === about && still.subject === subject) turn({ list, ...part });
    });
    const heard = await bring(identity, { refusal: null, field: "" });
    // A number that is wrong is said beside its field, which is drawn with the list.
    if (!heard && screen().receiving?.field === "number" && now().list === null) await bring(null, {});
    if (heard && identity !== null && screen().receiving?.draft.about === about) await askPreCheck({ identity });
  }

  /** @param {Subject} subject */
  async function pick(subject) {
    say({ subject, words: {} });
    turn({ step: "check", list: null, at: 0 });
    await askList();
  }

  /** @param {string} q a case's number, a name, a phone, a document */
  async function find(q) {
    await trying(async () => {
      const { cases } = await changeAs(screen().session, "POST", "/cases/find", { q });
      turn({ found: cases, refusal: null });
    });
  }

  /** @param {() => void} act done unless another key follows at once: then a reader types, not a person */
  function soon(act) {
    const at = presses;
    setTimeout(() => at === presses && act(), SOON_MS);
  }

  return { ...sent, open, openCase, reload, turn, say, pick, askList, loadCatalogue, find, pressed, soon, leave: () => change({ receiving: null }) };
}
