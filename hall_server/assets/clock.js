/** The hall's time: the server's clock, carried on by this machine's steady one. */

let offset = 0;

/** @param {string} at the `at` of a state just received */
export function heard(at) {
  offset = Date.parse(at) - Date.now();
}

/** @returns {Date} the hall's present moment */
export function hallNow() {
  return new Date(Date.now() + offset);
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const forms = new Map();

/**
 * A way to write moments, made once: making one costs more than using it a hundred times.
 * @param {string} language
 * @param {Intl.DateTimeFormatOptions} options
 */
export function dateForm(language, options) {
  const key = JSON.stringify([language, options]);
  const form = forms.get(key) ?? new Intl.DateTimeFormat(language, options);
  forms.set(key, form);
  return form;
}

/**
 * @param {Date} moment
 * @param {string} [zone] IANA name; the machine's own when left out
 * @returns {string} such as 09:05
 */
export function clockTime(moment, zone) {
  return dateForm("zh-CN", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  }).format(moment);
}

/**
 * @param {number} seconds
 * @returns {string} mm:ss, or h:mm:ss beyond an hour
 */
export function stopwatch(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const rest = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}
