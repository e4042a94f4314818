/**
 * Finding an item by name, pinyin or pinyin initials. Pure.
 * @typedef {import("./messages.d.ts").ItemEntry} ItemEntry
 */

/** Best first: how well an item answers the query. */
const RANKS = [
  (/** @type {ItemEntry} */ item, /** @type {string} */ query) => plain(item.initials).startsWith(query),
  (/** @type {ItemEntry} */ item, /** @type {string} */ query) =>
    plain(item.name.zh).includes(query) || plain(item.name.en).includes(query),
  (/** @type {ItemEntry} */ item, /** @type {string} */ query) => plain(item.pinyin).includes(query),
  (/** @type {ItemEntry} */ item, /** @type {string} */ query) => plain(item.initials).includes(query),
];

/** @param {string} text lower case, without spaces, full-width letters as ASCII */
export function plain(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[\s'’]+/g, "");
}

/**
 * @param {readonly ItemEntry[]} items
 * @param {string} query as typed
 * @param {number} limit
 * @returns {ItemEntry[]} common items first within a rank, else in the catalogue's order
 */
export function searchItems(items, query, limit) {
  const wanted = plain(query);
  if (!wanted) return items.filter((item) => item.common).slice(0, limit);
  return items
    .map((item) => ({ item, rank: RANKS.findIndex((answers) => answers(item, wanted)) }))
    .filter((found) => found.rank >= 0)
    .sort((one, other) => one.rank - other.rank || Number(other.item.common) - Number(one.item.common))
    .map((found) => found.item)
    .slice(0, limit);
}
