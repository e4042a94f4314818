/** What entries are found by: code, names, and pinyin where the catalogue has it. */
import { findEntries } from "../search.js";

/** @typedef {import("./rows.js").Row} Row */

/** @type {{readings: Map<string, string> | null, entries: WeakMap<Row[], (import("../search.js").Entry & {row: Row})[]>}} */
const known = { readings: null, entries: new WeakMap() };

/** @param {import("./page.js").Admin} screen @param {Row[]} rows @returns {(import("../search.js").Entry & {row: Row})[]} */
export function findable(screen, rows) {
  if (known.readings !== screen.readings) {
    known.readings = screen.readings;
    known.entries = new WeakMap();
  }
  const ready = known.entries.get(rows);
  if (ready !== undefined) return ready;
  const entries = rows.map((row) => {
    const { code, name } = row.entry;
    const words = [code, name?.zh ?? "", name?.en ?? "", screen.readings.get(code) ?? "", ...(row.entry.synonyms ?? [])];
    return { key: row.key, title: name?.zh ?? "", hint: code, words, row };
  });
  known.entries.set(rows, entries);
  return entries;
}

/** @param {import("./page.js").Admin} screen @param {Row[]} rows @param {string} query @returns {Row[]} the best first */
export function found(screen, rows, query) {
  if (query.trim() === "") return rows;
  const entries = /** @type {(import("../search.js").Entry & {row: Row})[]} */ (
    findEntries(findable(screen, rows), query, Infinity)
  );
  return entries.map(({ row }) => row);
}
