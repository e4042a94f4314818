/** Dates of cases in words: a day with its weekday, how much time is left, since when it is too late. */

/** @typedef {import("../cases").CaseLine} CaseLine */
/** @typedef {import("../language.js").Speech} Speech */

/** @param {Speech} speech @param {string | null} date such as 2026-11-30 @returns {string} such as 11月30日周一 */
export function dayWords({ language }, date) {
  if (date === null) return "";
  const day = new Date(`${date}T00:00:00Z`);
  const other = day.getUTCFullYear() !== new Date().getUTCFullYear();
  return new Intl.DateTimeFormat(language, {
    ...(other ? { year: "numeric" } : {}), month: language === "en" ? "short" : "long", day: "numeric", weekday: "short", timeZone: "UTC",
  }).format(day);
}

/** @param {Speech} speech @param {string} moment @param {string} timezone @returns {string} day and time of the hall */
export function momentWords({ language }, moment, timezone) {
  return new Intl.DateTimeFormat(language, {
    month: language === "en" ? "short" : "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: timezone,
  }).format(new Date(moment));
}

/** @param {Speech} speech @param {number | null} left days until then @param {boolean} late */
export function leftWords({ tell }, left, late) {
  if (left === null) return "";
  if (late || left < 0) return left < 0 ? tell("cases.late_by", { count: -left }) : tell("cases.late_now");
  return left === 0 ? tell("cases.due_today") : tell("cases.left", { count: left });
}

/**
 * What a case waits for, by when, and how urgent that is.
 * @param {Speech} speech
 * @param {CaseLine} line
 * @returns {{what: string, date: string, left: string, level: "late" | "soon" | "calm" | "over"}}
 */
export function dueOf(speech, line) {
  const { tell } = speech;
  const said = (/** @type {string} */ what, date = "", left = "", level = "calm") =>
    ({ what, date, left, level: /** @type {"late" | "soon" | "calm" | "over"} */ (level) });
  if (line.state === "RECEIVED") {
    const left = line.answer_left ?? 0;
    return said(tell("cases.answer_by"), dayWords(speech, line.answer_due), leftWords(speech, left, false), urgency(left, false));
  }
  if (line.state === "SUPPLEMENT") return said(tell("cases.waits_for_papers"));
  if (line.state === "DECIDED") return said(tell(line.ready ? "cases.waits_for_collection" : "cases.waits_for_result"));
  if (line.state !== "ACCEPTED") return said("", "", "", "over");
  const due = line.promised_due ?? line.statutory_due;
  // In a joint case the other departments' clocks run on.
  if (line.suspended && line.parts === 1) return said(tell("cases.clock_stands"));
  if (due === null) return said(tell("cases.no_date"));
  return said(tell("cases.decide_by"), dayWords(speech, due), leftWords(speech, line.days_left, line.late), urgency(line.days_left ?? 0, line.late));
}

/** @param {number} left @param {boolean} late */
function urgency(left, late) {
  if (late || left < 0) return "late";
  return left <= 2 ? "soon" : "calm";
}
