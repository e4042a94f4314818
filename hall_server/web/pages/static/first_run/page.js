/** The first run: from an empty server to a hall with its administrator, and its first ticket. */
import { Refused, send } from "/assets/api.js";
import { speech } from "../language.js";
import { refusalSentence } from "../refusal.js";
import { showScreen } from "../screen.js";
import { emptyDraft, hallOf, missing } from "./draft.js";
import { wizardView } from "./view.js";

/** @typedef {"code" | "hall" | "zones" | "people" | "check" | "done"} Step */

/**
 * @typedef {object} Wizard
 * @property {import("../language.js").Speech} speech
 * @property {Step} step
 * @property {import("./draft.js").Draft} draft
 * @property {string} code the server's code, as typed
 * @property {string} password
 * @property {string} again
 * @property {string | null} refusal
 * @property {{text: import("../messages").Text}[]} problems what the server found in the plan
 * @property {boolean} asking
 * @property {import("../messages").Session | null} session once the hall is made
 * @property {import("./first_ticket.js").FirstTicket} ticket
 */

/** @typedef {{change: (part: Partial<Wizard>) => void, next: () => Promise<void>, back: () => void}} Hands */

/** @type {Step[]} */
export const STEPS = ["code", "hall", "zones", "people", "check", "done"];
const KEPT_AS = "hall.first_run";

/** @type {Wizard} */
const start = {
  speech: await speech("zh-CN", ["first_run"]),
  step: "code",
  draft: kept() ?? emptyDraft(),
  code: "",
  password: "",
  again: "",
  refusal: null,
  problems: [],
  asking: false,
  session: null,
  ticket: { printer: "", issued: null, job: null, said: null },
};
const { state, change } = showScreen(start, (now, turn) => wizardView(now, { change: keeping(turn), next, back }));

/** What was typed survives a reload of the page; the passwords and the code do not. */
function kept() {
  try {
    return /** @type {import("./draft.js").Draft | null} */ (JSON.parse(sessionStorage.getItem(KEPT_AS) ?? "null"));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
}

/** @param {(part: Partial<Wizard>) => void} turn */
function keeping(turn) {
  return (/** @type {Partial<Wizard>} */ part) => {
    if (part.draft) sessionStorage.setItem(KEPT_AS, JSON.stringify(part.draft));
    turn(part);
  };
}

/** @param {Step} step */
function goTo(step) {
  change({ step, refusal: null, problems: [] });
  /** @type {HTMLElement | null} */ (document.querySelector("main [autofocus]"))?.focus();
}

function back() {
  goTo(STEPS[Math.max(0, STEPS.indexOf(state.step) - 1)]);
}

async function next() {
  const lack = missing(state);
  if (lack !== null) {
    change({ refusal: state.speech.tell(`first.lack.${lack}`) });
    return;
  }
  if (state.step === "code") await asking(showCode);
  else if (state.step === "check") await asking(found);
  else goTo(STEPS[STEPS.indexOf(state.step) + 1]);
}

/** @param {() => Promise<void>} ask */
async function asking(ask) {
  if (state.asking) return;
  change({ asking: true, refusal: null, problems: [] });
  try {
    await ask();
  } catch (error) {
    const problems = error instanceof Refused && error.code === "plan_refused" ? error.facts.problems : [];
    change({ refusal: problems.length ? state.speech.tell("first.mend") : refusalSentence(state.speech, error), problems });
  } finally {
    change({ asking: false });
  }
}

async function showCode() {
  await send("POST", "/api/v1/first-run/code", { code: state.code });
  goTo("hall");
}

async function found() {
  const { code, draft, password } = state;
  const administrator = { badge: draft.badge.trim(), name: draft.person.trim(), password };
  const session = await send("POST", "/api/v1/first-run", { code, hall: hallOf(draft), administrator });
  sessionStorage.removeItem(KEPT_AS);
  change({ session, password: "", again: "" });
  goTo("done");
}

/** @type {HTMLElement | null} */ (document.querySelector("main [autofocus]"))?.focus();
