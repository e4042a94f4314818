/** One table of what every part of the plan is made of; lists, forms, checks and differences are drawn from it. */
import { ITEM_FIELDS } from "./item_fields.js";

/**
 * @typedef {object} Field
 * @property {string} name its words are `admin.field.<name>`, a hint `admin.hint.<part>_<name>`
 * @property {"text2" | "lines2" | "text" | "lines" | "number" | "choice" | "some" | "list" | "strings" | "materials" | "yes" | "date"
 *   | "backup" | "steps" | "periods" | "template" | "file"} kind
 * @property {boolean} [required] may not be empty
 * @property {boolean} [unset] may be null, which is said in words of its own: `admin.unset.<name>`
 * @property {[number, number]} [limits] of a number
 * @property {string} [unit] `admin.unit.<unit>`
 * @property {boolean} [parts] a number that need not be whole
 * @property {number} [most] characters
 * @property {string} [of] part whose codes are chosen from
 * @property {string[]} [among] the choices, each `admin.choice.<choice>`
 * @property {any} [first] value of a new entry
 * @property {boolean} [listed] told in the list's second line
 * @property {string} [section] that edits it, when it is not the one called like the part
 */

/**
 * @typedef {object} Part
 * @property {boolean} [dated] its order is that of its dates
 * @property {string} code what a new entry's code has to look like: `letter`, `number` or `word`
 * @property {Field[]} fields
 */

const NAME = 100;
const SENTENCE = 1000;
const FACT = 300;
/** @type {Field} */
const name = { name: "name", kind: "text2", required: true, most: NAME };
/** @type {Field} */
const zone = { name: "zone", kind: "choice", of: "zones", required: true, listed: true };
/** @type {Field[]} */
const dates = [
  { name: "begins", kind: "date", unset: true, listed: true },
  { name: "ends", kind: "date", unset: true, listed: true },
];

/** Who may take how many numbers, and the rules of appointments. */
const TAKING = /** @type {Field[]} */ ([
  { name: "live_tickets_max", kind: "number", limits: [0, 20], unit: "given" },
  { name: "agent_tickets_max", kind: "number", limits: [0, 100], unit: "given" },
  { name: "booking_days_ahead", kind: "number", limits: [1, 60], unit: "days" },
  { name: "booking_cancel_hours", kind: "number", limits: [0, 168], unit: "hours" },
  { name: "booking_early_minutes", kind: "number", limits: [0, 480], unit: "minutes" },
  { name: "booking_late_minutes", kind: "number", limits: [0, 480], unit: "minutes" },
  { name: "booking_misses_max", kind: "number", limits: [0, 20], unit: "misses" },
  { name: "booking_ban_days", kind: "number", limits: [1, 366], unit: "days" },
]).map((field) => ({ ...field, section: "taking" }));

/** @type {Record<string, Part>} */
export const PARTS = {
  hall: {
    code: "word",
    fields: [
      name,
      { name: "timezone", kind: "text", required: true, most: NAME },
      { name: "address", kind: "text2", most: NAME },
      { name: "public_url", kind: "text", most: 200 },
      { name: "notice", kind: "lines2", most: SENTENCE },
      { name: "ticket_rules", kind: "lines2", most: SENTENCE },
      { name: "come_back_minutes", kind: "number", limits: [0, 1440], unit: "minutes" },
      { name: "come_back_after", kind: "number", limits: [0, 100], unit: "tickets" },
      { name: "recall_pause_seconds", kind: "number", limits: [0, 600], unit: "seconds" },
      ...TAKING,
      { name: "call_text", kind: "text2", most: 200, section: "voice" },
      { name: "paper_template", kind: "template", most: 20000, section: "paper" },
    ],
  },
  hours: { code: "word", fields: [{ name: "periods", kind: "periods" }] },
  special_days: { code: "word", dated: true, fields: [name, { name: "periods", kind: "periods" }] },
  legal_days: { code: "word", dated: true, fields: [{ name: "working", kind: "yes" }, name] },
  zones: {
    code: "letter",
    fields: [name, { name: "floor", kind: "text", most: 40, listed: true }, { name: "way", kind: "lines2", most: 200, listed: true }],
  },
  departments: {
    code: "word",
    fields: [
      name,
      { name: "short", kind: "text", most: FACT, listed: true },
      { name: "address", kind: "text", most: FACT },
      { name: "phone", kind: "text", most: FACT, listed: true },
      { name: "complaint_phone", kind: "text", most: FACT },
      { name: "reconsideration", kind: "text", most: FACT },
      { name: "court", kind: "text", most: FACT },
    ],
  },
  queues: {
    code: "letter",
    fields: [
      name,
      zone,
      { name: "max_wait_minutes", kind: "number", limits: [1, 480], unit: "minutes", first: 30, listed: true },
      { name: "capacity", kind: "number", limits: [10, 9999], unit: "numbers", first: 999 },
    ],
  },
  items: { code: "word", fields: [name, ...ITEM_FIELDS] },
  themes: {
    code: "word",
    fields: [
      name,
      { name: "items", kind: "steps", of: "items", required: true, listed: true },
      { name: "lead", kind: "choice", of: "items" },
      { name: "promised_days", kind: "number", limits: [0, 730], unit: "workdays", unset: true },
    ],
  },
  life_events: {
    code: "word",
    fields: [
      name,
      { name: "themes", kind: "list", of: "themes", listed: true },
      { name: "items", kind: "list", of: "items", listed: true },
    ],
  },
  profiles: {
    code: "word",
    fields: [
      name,
      { name: "own", kind: "list", of: "queues", required: true, listed: true },
      { name: "backup", kind: "backup", of: "queues", limits: [0, 480], unit: "minutes", listed: true },
    ],
  },
  windows: {
    code: "number",
    fields: [
      { ...name, required: false },
      zone,
      { name: "profile", kind: "choice", of: "profiles", required: true, listed: true },
    ],
  },
  priority_reasons: {
    code: "word",
    fields: [
      name,
      { name: "rate", kind: "number", limits: [1, 100], unit: "times", parts: true, first: 2, listed: true },
      { name: "from_age", kind: "number", limits: [1, 120], unit: "years", unset: true, listed: true },
    ],
  },
  pause_reasons: { code: "word", fields: [name] },
  notices: { code: "word", fields: [name, { name: "text", kind: "lines2", required: true, most: SENTENCE, listed: true }, ...dates] },
  media: { code: "word", fields: [name, { name: "type", kind: "file", listed: true }, ...dates] },
};

/** @param {string} part @param {string} field @returns {Field | undefined} */
export function fieldOf(part, field) {
  return PARTS[part]?.fields.find(({ name: each }) => each === field);
}

/** @param {string} part @returns {import("./plan").Entry} a new entry with nothing in it yet */
export function blankEntry(part) {
  return { code: "", ...Object.fromEntries(PARTS[part].fields.map((field) => [field.name, blank(field)])) };
}

/** @param {Field} field */
function blank(field) {
  if (field.first !== undefined) return field.first;
  if (field.unset) return null;
  if (field.kind === "text2" || field.kind === "lines2") return { zh: "", en: "" };
  if (["list", "strings", "materials", "backup", "steps", "periods"].includes(field.kind)) return [];
  if (field.kind === "number") return field.limits?.[0];
  return field.kind === "yes" ? false : "";
}
