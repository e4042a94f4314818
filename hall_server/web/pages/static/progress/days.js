/** Dates of the law as people read them: with their weekday, and with the year when it is another. */
import { dateForm } from "/assets/clock.js";

/**
 * @param {string} language
 * @param {string} on a date, YYYY-MM-DD
 * @returns {string} such as 12月8日 星期二
 */
export function day(language, on) {
  const moment = new Date(`${on}T00:00:00Z`);
  const parts = dateForm(language, { month: "long", day: "numeric", timeZone: "UTC" }).format(moment).replace(" ", "\u00a0");
  const weekday = dateForm(language, { weekday: "long", timeZone: "UTC" }).format(moment);
  const year = moment.getUTCFullYear() === new Date().getFullYear() ? "" : `${moment.getUTCFullYear()}`;
  if (language === "zh-CN") return `${year ? `${year}年` : ""}${parts} ${weekday}`;
  return `${weekday}, ${parts}${year ? ` ${year}` : ""}`;
}
