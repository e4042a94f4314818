/** Moments as the history tells them. */

/** @param {import("./page.js").Admin} screen @param {string} moment @returns {string} such as 11月23日 10:05, by the hall's clock */
export function momentText({ speech, setup }, moment) {
  const timeZone = setup?.parts.hall?.[0]?.timezone;
  const form = /** @type {const} */ ({ month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return new Intl.DateTimeFormat(speech.language, { ...form, timeZone }).format(new Date(moment));
}
