/** What the wizard has been told so far, and what is still missing. Pure. */

/** @typedef {{name: string, windows: string, items: string, minutes: string}} ZoneDraft `items` one per line */

/**
 * @typedef {object} Draft
 * @property {string} name
 * @property {string} nameEn
 * @property {string} code
 * @property {number[]} weekdays 0 is Monday
 * @property {string} morning such as 09:00-12:00
 * @property {string} afternoon may be empty
 * @property {ZoneDraft[]} zones
 * @property {string} badge
 * @property {string} person
 */

const PERIOD = /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/;
const WINDOWS = /^\s*\d{1,3}(\s*-\s*\d{1,3})?(\s*[,，]\s*\d{1,3}(\s*-\s*\d{1,3})?)*\s*$/;
const BADGE = /^[A-Za-z0-9_-]{1,40}$/;
const SHORTEST_PASSWORD = 8;

/** @returns {Draft} */
export function emptyDraft() {
  return {
    name: "",
    nameEn: "",
    code: "hall",
    weekdays: [0, 1, 2, 3, 4],
    morning: "09:00-12:00",
    afternoon: "13:30-17:00",
    zones: [emptyZone(0)],
    badge: "admin",
    person: "",
  };
}

/** @param {number} place @returns {ZoneDraft} */
export function emptyZone(place) {
  const first = place * 4 + 1;
  return { name: "", windows: `${first}-${first + 3}`, items: "", minutes: "10" };
}

/** @param {ZoneDraft} zone @returns {string[]} */
export function itemsOf(zone) {
  return zone.items.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}

/** @param {string} written `1-4, 7` @returns {number[]} */
export function windowsOf(written) {
  if (!WINDOWS.test(written)) return [];
  return written.split(/[,，]/).flatMap((part) => {
    const [first, last = first] = part.split("-").map(Number);
    return last < first ? [] : Array.from({ length: last - first + 1 }, (_, step) => first + step);
  });
}

/** @param {Draft} draft the body's `hall`, as the server's FirstHall */
export function hallOf(draft) {
  return {
    code: draft.code.trim(),
    name: draft.name.trim(),
    name_en: draft.nameEn.trim(),
    weekdays: draft.weekdays,
    opening: [draft.morning, draft.afternoon].map((each) => each.trim()).filter((each) => each !== ""),
    zones: draft.zones.map((zone) => ({
      name: zone.name.trim(),
      windows: zone.windows.replaceAll("，", ","),
      items: itemsOf(zone),
      minutes: Number(zone.minutes),
    })),
  };
}

/**
 * @param {import("./page.js").Wizard} wizard
 * @returns {string | null} the end of the sentence's key `first.lack.*` that says what to mend on this step
 */
export function missing({ step, draft, code, password, again }) {
  if (step === "code") return code.replace(/\D/g, "") === "" ? "code" : null;
  if (step === "hall") return missingInHall(draft);
  if (step === "zones") return missingInZones(draft.zones);
  if (step !== "people") return null;
  if (!BADGE.test(draft.badge.trim())) return "badge";
  if (draft.person.trim() === "") return "person";
  if (password.length < SHORTEST_PASSWORD) return "password";
  return password === again ? null : "again";
}

/** @param {Draft} draft */
function missingInHall(draft) {
  if (draft.name.trim() === "") return "name";
  if (!/^[a-z][a-z0-9-]*$/.test(draft.code.trim())) return "short_code";
  if (draft.weekdays.length === 0) return "weekdays";
  const periods = [draft.morning, ...(draft.afternoon.trim() ? [draft.afternoon] : [])];
  return periods.every((each) => PERIOD.test(each.trim())) ? null : "period";
}

/** @param {ZoneDraft[]} zones */
function missingInZones(zones) {
  if (zones.some((zone) => zone.name.trim() === "")) return "zone_name";
  const windows = zones.map((zone) => windowsOf(zone.windows));
  if (windows.some((each) => each.length === 0)) return "windows";
  if (new Set(windows.flat()).size !== windows.flat().length) return "window_twice";
  if (zones.some((zone) => itemsOf(zone).length === 0)) return "items";
  const minutes = (/** @type {ZoneDraft} */ zone) => Number.isInteger(Number(zone.minutes)) && Number(zone.minutes) > 0;
  return zones.every(minutes) ? null : "minutes";
}
