/** Finding one entry among many by what a hurried person types. Pure. */

/**
 * @typedef {object} Entry
 * @property {string} key
 * @property {string} title
 * @property {string} hint shown small beside the title
 * @property {string[]} words what it is found by: names, pinyin, initials, code
 */

/** What an item is found by: its names and everyday words, how they are spelled, its code. @param {import("./messages").ItemEntry} item */
export function itemWords({ name, pinyin, initials, code, synonyms, synonyms_spelled }) {
  return [name.zh, name.en, pinyin, initials, code, ...synonyms, ...synonyms_spelled.flat()];
}

/**
 * @param {Entry[]} entries
 * @param {string} query
 * @param {number} [most]
 * @returns {Entry[]} the best first: whole word, beginning of a word, inside a word
 */
export function findEntries(entries, query, most = 8) {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return entries.slice(0, most);
  return entries
    .map((entry, order) => ({ entry, order, rank: rankOf(entry, wanted) }))
    .filter(({ rank }) => rank < 3)
    .sort((one, other) => one.rank - other.rank || one.order - other.order)
    .slice(0, most)
    .map(({ entry }) => entry);
}

/** @param {Entry} entry @param {string} wanted @returns {number} 0 best, 3 not at all */
function rankOf(entry, wanted) {
  return Math.min(
    3,
    ...entry.words.map((word) => {
      const lower = word.toLowerCase();
      if (lower === wanted) return 0;
      if (lower.startsWith(wanted)) return 1;
      return lower.includes(wanted) ? 2 : 3;
    }),
  );
}
