/** The fields of an item: what the hall does with it, and what a service guide tells of it. */

/** @typedef {import("./parts.js").Field} Field */

const NAME = 100;
const GUIDE = 2000;

/** What a service guide tells of an item beside its limits, fee and materials. */
const GUIDE_FIELDS = /** @type {Field[]} */ ([
  { name: "fee_basis", kind: "lines", most: GUIDE },
  { name: "basis", kind: "lines", most: GUIDE },
  { name: "subject", kind: "lines", most: GUIDE },
  { name: "conditions", kind: "lines", most: GUIDE },
  { name: "procedure", kind: "lines", most: GUIDE },
  { name: "result", kind: "lines", most: GUIDE },
  { name: "delivery", kind: "some", among: ["window", "mail"], first: ["window"], required: true },
  { name: "deemed_approval", kind: "yes" },
  { name: "higher_body", kind: "text", most: NAME },
  { name: "higher_days", kind: "number", limits: [1, 730], unit: "days", unset: true },
]);

/** @type {Field[]} beside the name */
export const ITEM_FIELDS = [
  { name: "kind", kind: "choice", among: ["instant", "promised", "joint", "forwarded"], first: "instant", required: true, listed: true },
  { name: "department", kind: "choice", of: "departments", required: true, listed: true },
  { name: "queue", kind: "choice", of: "queues", required: true, listed: true },
  { name: "zone", kind: "choice", of: "zones", required: true },
  { name: "service_minutes", kind: "number", limits: [1, 480], unit: "minutes", first: 10, listed: true },
  { name: "statutory_days", kind: "number", limits: [1, 730], unit: "days", unset: true },
  { name: "promised_days", kind: "number", limits: [0, 730], unit: "days", unset: true },
  { name: "day_kind", kind: "choice", among: ["working", "calendar"], first: "working" },
  { name: "materials", kind: "materials", most: 300 },
  { name: "fee", kind: "text", most: NAME },
  ...GUIDE_FIELDS,
  { name: "common", kind: "yes" },
  { name: "synonyms", kind: "strings", most: 20 },
  { name: "day_cap", kind: "number", limits: [1, 9999], unit: "given", unset: true },
  { name: "half_day_cap", kind: "number", limits: [1, 9999], unit: "given", unset: true },
  { name: "slots", kind: "number", limits: [0, 500], unit: "places" },
  { name: "pick_up", kind: "yes" },
];
