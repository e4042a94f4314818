/** Moments told in the hall's own zone, whatever zone this machine is set to. */

/**
 * @param {Date} moment
 * @param {string | undefined} zone IANA name; the machine's own when not known yet
 * @returns {string} such as 09:05
 */
export function time(moment, zone) {
  return written(moment, zone, "zh-CN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/**
 * @param {Date} moment the end of something
 * @param {string | undefined} zone
 * @returns {string} as `time`, but midnight is 24:00
 */
export function endTime(moment, zone) {
  const told = time(moment, zone);
  return told === "00:00" ? "24:00" : told;
}

/**
 * @param {Date} moment
 * @param {string | undefined} zone
 * @param {string} language
 * @returns {string} such as 11月23日星期一
 */
export function day(moment, zone, language) {
  const locale = language === "en" ? "en-GB" : language;
  return written(moment, zone, locale, { month: "long", day: "numeric", weekday: "long" });
}

/**
 * @param {Date} moment
 * @param {string | undefined} zone
 * @param {string} locale
 * @param {Intl.DateTimeFormatOptions} parts
 */
function written(moment, zone, locale, parts) {
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: zone }).format(moment);
}
