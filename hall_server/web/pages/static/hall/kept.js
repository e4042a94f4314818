/** What stayed as it was between two states: the same objects again, so that nothing about them is drawn anew. Pure. */

/**
 * @template Entry
 * @param {Entry[]} known
 * @param {Entry[]} fresh
 * @param {(entry: Entry) => string | number} keyOf
 * @returns {Entry[]} `fresh`, with every entry that says the same as a known one replaced by that one
 */
export function keepSame(known, fresh, keyOf) {
  const before = new Map(known.map((entry) => [keyOf(entry), entry]));
  return fresh.map((entry) => {
    const old = before.get(keyOf(entry));
    return old !== undefined && JSON.stringify(old) === JSON.stringify(entry) ? old : entry;
  });
}

/**
 * @param {import("../messages").HallState | null} known
 * @param {import("../messages").HallState} fresh
 * @returns {import("../messages").HallState}
 */
export function hallAfter(known, fresh) {
  if (known === null) return fresh;
  return {
    ...fresh,
    windows: keepSame(known.windows, fresh.windows, ({ window }) => window),
    queues: keepSame(known.queues, fresh.queues, ({ queue }) => queue),
    journal: keepSame(known.journal, fresh.journal, ({ seq }) => seq),
  };
}
