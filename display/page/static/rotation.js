/**
 * Which calls stand in the rows when there are more than rows. All wait in one line: at each turn the
 * rows are given to those that waited longest, so that each is seen within as many turns as there are
 * pages, whatever comes and goes meanwhile. Pure.
 */

/**
 * @typedef {object} Rotation
 * @property {number} turn in which `on` came on
 * @property {readonly number[]} on ids in the rows
 * @property {readonly number[]} rest ids of the others, the next first
 */

/** @type {Rotation} */
export const STILL = { turn: 0, on: [], rest: [] };

/**
 * @param {Rotation} rotation
 * @param {readonly number[]} ids of all calls there are now, newest first
 * @param {number} size how many fit
 * @param {number} turn counts up
 * @returns {Rotation} with each id once, in `on` or in `rest`
 */
export function rotate(rotation, ids, size, turn) {
  const there = new Set(ids);
  const known = new Set([...rotation.on, ...rotation.rest]);
  const kept = rotation.on.filter((id) => there.has(id));
  const waiting = rotation.rest.filter((id) => there.has(id));
  // A new one has its moment in the light, so it takes no turn from another; between turns it is in the
  // rows at once, and pushes out who was seen there.
  const fresh = ids.filter((id) => !known.has(id));
  const turns = turn !== rotation.turn && waiting.length > 0;
  const line = [...waiting, ...fresh, ...kept];
  const on = (turns ? line : [...fresh, ...kept, ...waiting]).slice(0, size);
  return { turn, on, rest: line.filter((id) => !on.includes(id)) };
}
