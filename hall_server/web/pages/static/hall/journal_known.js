/** The journal as far as this page knows it. Pure. */

/** @typedef {import("../messages").JournalEntry} Entry */

const MOST_KEPT = 600;

/**
 * @param {Entry[]} known newest first, without a gap
 * @param {Entry[]} tail the newest entries of all, newest first
 * @returns {Entry[]} newest first, without a gap: what lies behind one is dropped, to be fetched again
 */
export function journalAfter(known, tail) {
  const oldest = tail[tail.length - 1];
  if (oldest === undefined) return known;
  const before = known.filter(({ seq }) => seq < oldest.seq);
  const joined = before.length === 0 || before[0].seq === oldest.seq - 1;
  return joined ? [...tail, ...before].slice(0, MOST_KEPT) : tail;
}
