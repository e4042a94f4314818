/**
 * Finding an item or a theme by name, pinyin or pinyin initials, an item after those by everyday words. Pure.
 * @typedef {import("./messages.d.ts").ItemEntry} ItemEntry
 * @typedef {import("./messages.d.ts").ThemeEntry} ThemeEntry
 */

/** @typedef {Pick<ItemEntry, "name" | "pinyin" | "initials">} Named */
/** @typedef {{item: ItemEntry, word: string}} Found the everyday word that answered, empty when the name did */

/** Best first: how well a name answers the query. */
const RANKS = [
  (/** @type {Named} */ item, /** @type {string} */ query) => plain(item.initials).startsWith(query),
  (/** @type {Named} */ item, /** @type {string} */ query) =>
    plain(item.name.zh).includes(query) || plain(item.name.en).includes(query),
  (/** @type {Named} */ item, /** @type {string} */ query) => plain(item.pinyin).includes(query),
  (/** @type {Named} */ item, /** @type {string} */ query) => plain(item.initials).includes(query),
];

/** @param {string} text lower case, without spaces, full-width letters as ASCII */
export function plain(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[\s'’]+/g, "");
}

/**
 * @param {readonly ItemEntry[]} items
 * @param {string} query as typed
 * @param {number} limit
 * @returns {Found[]} names before everyday words, common items first within a rank, else in the catalogue's order
 */
export function searchItems(items, query, limit) {
  const wanted = plain(query);
  if (!wanted) return items.filter((item) => item.common).slice(0, limit).map((item) => ({ item, word: "" }));
  return items
    .map((item) => answer(item, wanted))
    .filter((found) => found.rank >= 0)
    .sort((one, other) => one.rank - other.rank || Number(other.item.common) - Number(one.item.common))
    .map(({ item, word }) => ({ item, word }))
    .slice(0, limit);
}

/**
 * @param {readonly ThemeEntry[]} themes
 * @param {string} query as typed
 * @param {number} limit
 * @returns {ThemeEntry[]} best first; none while nothing is typed
 */
export function searchThemes(themes, query, limit) {
  const wanted = plain(query);
  if (!wanted) return [];
  return themes
    .map((theme) => ({ theme, rank: RANKS.findIndex((answers) => answers(theme, wanted)) }))
    .filter(({ rank }) => rank >= 0)
    .sort((one, other) => one.rank - other.rank)
    .map(({ theme }) => theme)
    .slice(0, limit);
}

/** @param {ItemEntry} item @param {string} wanted */
function answer(item, wanted) {
  const rank = RANKS.findIndex((answers) => answers(item, wanted));
  if (rank >= 0) return { item, word: "", rank };
  const word = item.synonyms.find((synonym, place) => {
    const [pinyin = "", initials = ""] = item.synonyms_spelled[place] ?? [];
    return initials.startsWith(wanted) || plain(synonym).includes(wanted) || pinyin.includes(wanted);
  });
  return { item, word: word ?? "", rank: word === undefined ? -1 : RANKS.length };
}
