/** The acts on a case: what each asks, where it is sent, which cannot be taken back. */

/** @typedef {import("../cases").CaseView} CaseView */
/** @typedef {import("./fields.js").Field} Field */

/**
 * @typedef {object} Act
 * @property {string} path below the case, or below its step
 * @property {boolean} [final] nothing leads back: the dialog says so
 * @property {(view: CaseView, step: import("../cases").StepView | null) => Field[]} fields
 */

const GROUNDS = ["hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal", "expert_review"];
const DOCUMENTS = ["id_card", "passport", "permit", "business_licence", "other"];
const PROJECTS = ["investment", "new_project", "restructured", "hk_macao"];

/** @type {Field} */
const REASON = { name: "reason", kind: "area" };
/** @type {Field} */
const MUST_SAY = { ...REASON, required: true };
/** @type {Field} */
const NOTE = { name: "note", kind: "text" };
/** @type {Field} */
const PAPER = { name: "paper", kind: "check", first: true };
/** @type {Field[]} */
const RESULT = [
  { name: "result", kind: "radio", options: ["approved", "denied"], family: (each) => `cases.result.${each}`, required: true },
  { ...REASON, needed: ({ result }) => result === "denied" },
];
/** @type {Field} */
const MATERIALS = { name: "materials", kind: "materials" };

/** @type {Record<string, Act>} */
export const ACTS = {
  check: { path: "check", fields: () => [MATERIALS] },
  supplement: { path: "supplement", fields: () => [{ ...MATERIALS, required: true }] },
  correct: { path: "correct", fields: () => [{ name: "what", kind: "area", required: true }] },
  accept: { path: "accept", fields: () => [PAPER] },
  decide_on_spot: {
    path: "decide-on-spot", final: true,
    fields: () => [...RESULT, { name: "handed_over", kind: "check", first: true }, PAPER],
  },
  notice: {
    path: "notice",
    fields: ({ notices }) => [
      { name: "lacking", kind: "lacking" },
      ...(notices > 0 ? [{ ...MUST_SAY, words: "cases.field.reason_again" }] : []),
      { name: "resubmit_by", kind: "date" }, PAPER,
    ],
  },
  refuse: {
    path: "refuse", final: true,
    fields: () => {
      const elsewhere = (/** @type {Record<string, any>} */ { ground }) => ground === "not_competent";
      return [
        { name: "ground", kind: "radio", options: ["not_competent", "not_needed"], family: (each) => `cases.refusal.${each}`, required: true }, MUST_SAY,
        { name: "body", kind: "text", needed: elsewhere, shown: elsewhere },
        { name: "body_address", kind: "text", shown: elsewhere }, { name: "body_phone", kind: "text", shown: elsewhere }, PAPER,
      ];
    },
  },
  withdraw: { path: "withdraw", final: true, fields: () => [{ name: "reason", kind: "text" }, PAPER] },
  decide: { path: "decide", final: true, fields: () => [...RESULT, PAPER] },
  decide_step: { path: "decide", final: true, fields: () => RESULT },
  go_on: { path: "go-on", fields: () => [MUST_SAY] },
  approve_channel: { path: "approve-channel", fields: () => [{ name: "reason", kind: "select", options: PROJECTS, family: (each) => `cases.project.${each}`, first: PROJECTS[0] }] },
  ready: { path: "ready", fields: () => [NOTE] },
  deliver: {
    path: "deliver", final: true,
    fields: ({ delivery, delivery_ways, document_tail }) => {
      const mail = (/** @type {Record<string, any>} */ { way }) => way === "mail";
      const here = (/** @type {Record<string, any>} */ { way }) => way !== "mail";
      const agent = (/** @type {Record<string, any>} */ { way, who }) => way !== "mail" && who === "agent";
      return [
        { name: "way", kind: "radio", options: [...delivery_ways], family: (each) => `cases.way.${each}`, first: delivery_ways.includes(delivery) ? delivery : delivery_ways[0] },
        { name: "who", kind: "radio", options: ["applicant", "agent"], family: (each) => `cases.who.${each}`, required: true, shown: here },
        { name: "agent", kind: "text", needed: agent, shown: agent },
        { name: "identity_kind", kind: "select", options: DOCUMENTS, family: (each) => `cases.document.${each}`, first: "id_card", shown: here },
        { name: "identity_number", kind: "text", needed: () => document_tail !== "", shown: here },
        { name: "carrier", kind: "text", shown: mail }, { name: "tracking", kind: "text", shown: mail },
      ];
    },
  },
  suspend: {
    path: "suspend",
    fields: () => [
      { name: "ground", kind: "select", options: GROUNDS, family: (each) => `cases.ground.${each}`, first: "inspection" },
      { name: "expected_days", kind: "number", required: true, first: "10", most: 730 }, NOTE, PAPER,
    ],
  },
  resume: { path: "resume", fields: () => [NOTE] },
  extend: {
    path: "extend",
    fields: ({ steps }) => [
      { name: "days", kind: "number", required: true, first: "10", most: steps.length > 1 ? 15 : 10 }, MUST_SAY,
      { name: "asked_by", kind: "text", required: true }, PAPER,
    ],
  },
  forward: { path: "forward", fields: () => [{ name: "body", kind: "text" }, { name: "reference", kind: "text" }, PAPER] },
};

/** Acts of a step by the name the server offers them under. @type {Record<string, string>} */
export const STEP_ACTS = { decide: "decide_step", forward: "forward", suspend: "suspend", resume: "resume", extend: "extend" };

/** @param {string} number @param {import("./state.js").Asking} asking @returns {string} below /api/v1 */
export function pathOf(number, { act, step }) {
  return `/cases/${number}/${step === null ? "" : `steps/${step}/`}${ACTS[act].path}`;
}

/** @param {CaseView} view @param {import("./state.js").Asking} asking @returns {Record<string, any>} what is sent */
export function bodyOf(view, { act, step, said }) {
  const { identity_kind, identity_number, who: _, ...body } = Object.fromEntries(
    fieldsOf(view, act, step)
      .filter(({ kind, shown }) => kind !== "lacking" && (shown === undefined || shown(said)))
      .map(({ name, kind }) => [name, valueOf(kind, said[name])])
      .filter(([, value]) => value !== null),
  );
  return identity_number ? { ...body, identity: { kind: identity_kind, number: identity_number } } : body;
}

/** @param {CaseView} view @param {string} act @param {number | null} step */
export function fieldsOf(view, act, step) {
  return ACTS[act].fields(view, view.steps.find(({ position }) => position === step) ?? null);
}

/** @param {Field["kind"]} kind @param {any} value @returns {unknown} null: it is not sent */
function valueOf(kind, value) {
  if (kind === "number") return Number(value);
  if (kind === "date") return value || null;
  if (kind === "materials") return value.filter((/** @type {{state: string}} */ { state }) => state !== "");
  return value;
}
