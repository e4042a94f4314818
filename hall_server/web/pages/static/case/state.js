/** What the page of one case knows, and what can be done on it. */

/** @typedef {import("../cases").CaseView} CaseView */
/** @typedef {import("../cases").StepView} StepView */

/**
 * @typedef {object} Asking a dialog that is open
 * @property {string} act one of ACTS, or `help`, `shown`
 * @property {number | null} step position of the step it is about
 * @property {Record<string, any>} said what is filled in, by field
 */

/**
 * @typedef {object} File
 * @property {import("../language.js").Speech} speech
 * @property {import("../messages").Session} session
 * @property {string} number
 * @property {CaseView | null} view
 * @property {import("../cases").CaseStory | null} story
 * @property {Asking | null} asking
 * @property {boolean} doing an act is under way
 * @property {string | null} refusal
 * @property {string | null} notice what the last act brought
 * @property {import("../cases").IdentityShown | null} shown the applicant's document, while its dialog is open
 */

/**
 * @typedef {object} Hands
 * @property {(part: Partial<File>) => void} change
 * @property {(act: string, step?: number | null) => void} ask
 * @property {(part: Record<string, any>) => void} say fills in more of the open dialog
 * @property {() => Promise<void>} act does what the open dialog asks for
 * @property {() => Promise<void>} again reads the case anew
 * @property {(document: number) => Promise<void>} print
 * @property {() => Promise<void>} reveal
 */

/**
 * The act that usually comes next, and the step it is done on.
 * @param {CaseView} view
 * @returns {{act: string, step: number | null} | null}
 */
export function usual(view) {
  const { may, materials, steps } = view;
  const offered = (/** @type {string[]} */ ...acts) => acts.find((act) => may.includes(act));
  const on = (/** @type {string | undefined} */ act) => (act === undefined ? null : { act, step: null });
  if (view.state === "RECEIVED") {
    if (materials.some(({ state }) => state === "UNDECIDED")) return on(offered("check"));
    if (materials.some(({ state }) => state === "WRONG" || state === "MISSING")) return on(offered("notice"));
    return on(offered("decide_on_spot", "accept"));
  }
  if (view.state === "SUPPLEMENT") return on(offered("supplement"));
  if (view.state === "DECIDED") return on(offered("ready", "deliver"));
  if (steps.some((each) => each.may.includes("forward"))) return first(steps, "forward");
  return on(offered("decide")) ?? first(steps, "decide") ?? first(steps, "resume");
}

/** @param {StepView[]} steps @param {string} act @returns {{act: string, step: number} | null} on the first step that allows it */
function first(steps, act) {
  const step = steps.find((each) => each.may.includes(act));
  return step ? { act: act === "decide" ? "decide_step" : act, step: step.position } : null;
}

/** What may be done to the case itself; after acceptance only what was promised is checked. @param {CaseView} view */
export function actsOf({ may, state, materials }) {
  const owed = materials.some((each) => each.state === "PROMISED");
  return may.filter((act) => act !== "check" || state !== "ACCEPTED" || owed);
}
