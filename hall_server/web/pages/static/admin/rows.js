/** A part of the plan as it will be: its entries with the tray laid over them. Pure. */

/** @typedef {import("./plan").Entry} Entry */
/** @typedef {import("./plan").Setup} Setup */
/** @typedef {import("./edits.js").Kept} Kept */

/**
 * A row of a list: the entry as it will be (as it was, when it goes), and what happens to it.
 * @typedef {object} Row
 * @property {string} key
 * @property {Entry} entry
 * @property {"same" | "added" | "changed" | "removed" | "moved"} state
 * @property {Entry | null} now the entry as the plan has it
 * @property {boolean} elsewhere somebody else has changed it since it was first edited here
 */

/** @param {unknown} value @returns {string} the same for equal values, whatever the order of their fields */
function written(value) {
  return JSON.stringify(value, (_, each) =>
    each !== null && typeof each === "object" && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  );
}

/** @param {unknown} one @param {unknown} other */
export function same(one, other) {
  return one === other || written(one) === written(other);
}

/** @type {Map<string, {entries: Entry[], edits: Kept[], rows: Row[]}>} */
const lastRows = new Map();

/**
 * @param {Setup} setup
 * @param {Kept[]} edits
 * @param {string} part
 * @returns {Row[]} in the plan's order with the new ones in their place; the same array until something changes
 */
export function rowsOf(setup, edits, part) {
  const entries = setup.parts[part] ?? [];
  const last = lastRows.get(part);
  if (last !== undefined && last.entries === entries && last.edits === edits) return last.rows;
  const rows = laidOver(entries, edits.filter((edit) => edit.part === part));
  lastRows.set(part, { entries, edits, rows });
  return rows;
}

/** @param {Entry[]} entries @param {Kept[]} edits @returns {Row[]} */
function laidOver(entries, edits) {
  const byKey = new Map(edits.map((edit) => [edit.key, edit]));
  const known = new Set(entries.map(({ code }) => code));
  const rows = entries.map((entry) => rowOf(entry, byKey.get(entry.code)));
  const loose = edits.filter(({ key }) => !known.has(key));
  for (const edit of loose) {
    const entry = /** @type {Entry} */ (edit.after ?? edit.before);
    const state = edit.after === null ? "removed" : edit.before === null ? "added" : "changed";
    rows.push({ key: edit.key, entry, state, now: null, elsewhere: edit.before !== null });
  }
  for (const { key, place } of edits) if (place !== null) moveTo(rows, key, place);
  return rows;
}

/** @param {Entry} entry @param {Kept | undefined} edit @returns {Row} */
function rowOf(entry, edit) {
  if (edit === undefined) return { key: entry.code, entry, state: "same", now: entry, elsewhere: false };
  const elsewhere = !same(edit.before, entry);
  if (edit.after === null) return { key: entry.code, entry, state: "removed", now: entry, elsewhere };
  const state = same(edit.after, edit.before) ? "moved" : "changed";
  return { key: entry.code, entry: edit.after, state, now: entry, elsewhere };
}

/** @param {Row[]} rows @param {string} key @param {number} place side effect: the row stands there */
function moveTo(rows, key, place) {
  const at = rows.findIndex((row) => row.key === key);
  if (at < 0) return;
  const [row] = rows.splice(at, 1);
  rows.splice(Math.min(place, rows.length), 0, row);
}
