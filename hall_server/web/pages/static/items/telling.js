/** How limits, addresses and validity of an item are told on the public pages. Pure. */

/** @typedef {import("../language.js").Speech} Speech */

/** @param {Speech} spoken @param {{kind: string, promised_days: number | null, day_kind: string}} item */
export function promiseText({ tell }, { kind, promised_days: days, day_kind: counted }) {
  if (days === 0 || (days === null && kind === "instant")) return tell("items.on_the_spot");
  return days === null ? tell("items.promise_unknown") : tell(`items.days.${counted}`, { days });
}

/** @param {Speech} spoken @param {number | null} days @param {string} counted @param {string} unknown key of the sentence when nothing is known */
export function daysText({ tell }, days, counted, unknown) {
  return days === null ? tell(unknown) : tell(`items.days.${counted}`, { days });
}

/** @param {string} hall code of the hall asked for, empty: the only one @param {Record<string, string>} [more] */
export function queryOf(hall, more = {}) {
  const query = new URLSearchParams({ ...(hall ? { hall } : {}), ...more }).toString();
  return query ? `?${query}` : "";
}

/** @param {string[]} numbers window numbers in order @returns {string[]} such as ["1–4", "7"] */
export function rangesOf(numbers) {
  /** @type {[number, number][]} */
  const runs = [];
  for (const number of numbers.map(Number).sort((one, other) => one - other)) {
    const last = runs.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
}
