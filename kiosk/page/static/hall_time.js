/** Moments in the hall's own time, whatever zone this machine is set to. */

/**
 * The zone a moment was written in: "+08:00", or UTC.
 * @param {string | null | undefined} at RFC 3339
 */
export function zoneOf(at) {
  return at?.match(/[+-]\d\d:\d\d$/)?.[0] ?? "UTC";
}

/**
 * The hall's zone: opening hours are told in it.
 * @param {import("./messages.d.ts").HallNow | null | undefined} hall
 */
export function hallZone(hall) {
  return zoneOf(hall?.until ?? hall?.opens ?? hall?.at);
}

/**
 * @param {Date} moment the end of something
 * @param {string} zone
 * @returns {string} as `time`, but midnight is 24:00
 */
export function endTime(moment, zone) {
  const told = time(moment, zone);
  return told === "00:00" ? "24:00" : told;
}

/**
 * @param {Date} moment
 * @param {string} zone
 * @returns {string} such as 09:05
 */
export function time(moment, zone) {
  return written(moment, zone, "zh-CN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/**
 * @param {Date} moment
 * @param {string} zone
 * @param {string} language
 * @returns {string} such as 11月23日 星期一
 */
export function day(moment, zone, language) {
  const english = language === "en";
  const locale = english ? "en-GB" : language;
  return written(moment, zone, locale, { month: "long", day: "numeric", weekday: "long" });
}

/**
 * @param {Date} moment
 * @param {string} zone
 * @param {string} locale
 * @param {Intl.DateTimeFormatOptions} parts
 */
function written(moment, zone, locale, parts) {
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: zone }).format(moment);
}
