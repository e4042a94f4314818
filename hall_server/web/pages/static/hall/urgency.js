/** How near a queue is to its limit, and how and in which order queues are listed. Pure. */

/** @typedef {import("../messages").HallQueue} HallQueue */
/** @typedef {Pick<HallQueue, "waiting" | "longest_s" | "limit_minutes">} LimitedQueue of now or of a past moment */
/** @typedef {"urgent" | "waiting" | "plan"} Order */

/** @param {LimitedQueue} queue @returns {number} 1 at the limit, more beyond it */
export function urgency({ longest_s, limit_minutes, waiting }) {
  return waiting === 0 ? 0 : longest_s / 60 / Math.max(1, limit_minutes);
}

/** @param {LimitedQueue} queue @returns {boolean} whether somebody has waited as long as the limit or longer */
export function isLate(queue) {
  return urgency(queue) >= 1;
}

/**
 * @template {LimitedQueue} Queue
 * @param {Queue[]} queues in the plan's order
 * @param {Order} order `urgent`: those over their limit first, the worst of them at the top; the others keep their
 *   places, so that rows do not wander under the pointer
 * @returns {Queue[]}
 */
export function inOrder(queues, order) {
  if (order === "plan") return queues;
  const beyond = (/** @type {LimitedQueue} */ queue) => (isLate(queue) ? urgency(queue) : 0);
  const people = (/** @type {LimitedQueue} */ queue) => queue.waiting;
  const rank = order === "waiting" ? people : beyond;
  return [...queues].sort((one, other) => rank(other) - rank(one));
}

/** @param {LimitedQueue & {closed: unknown}} queue @param {boolean} picked @returns {string} the classes of its row */
export function rowClass(queue, picked) {
  const classes = { shut: queue.closed !== null, picked, late: isLate(queue), nobody: queue.waiting === 0 };
  return Object.entries(classes).filter(([, holds]) => holds).map(([name]) => name).join(" ");
}
