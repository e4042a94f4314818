/**
 * Looking things up in the catalogue and the hall's present state. Pure.
 * @typedef {import("./messages.d.ts").State} State
 * @typedef {import("./messages.d.ts").Catalogue} Catalogue
 * @typedef {import("./messages.d.ts").ItemEntry} ItemEntry
 * @typedef {import("./messages.d.ts").Wait} Wait
 */

/** @param {State} state @param {string} code */
export function item(state, code) {
  return state.catalogue?.items.find((entry) => entry.code === code);
}

/** @param {State} state @param {string} code */
export function zone(state, code) {
  return state.catalogue?.zones.find((entry) => entry.code === code);
}

/** @param {State} state @param {string} code */
export function department(state, code) {
  return state.catalogue?.departments.find((entry) => entry.code === code);
}

/** @param {State} state @param {string} code */
export function theme(state, code) {
  return state.catalogue?.themes.find((entry) => entry.code === code);
}

/** @param {State} state @param {string} code */
export function lifeEvent(state, code) {
  return state.catalogue?.life_events.find((entry) => entry.code === code);
}

/** @param {State} state @param {string} code @returns {string[]} window numbers by profile */
export function windowsOf(state, code) {
  return state.catalogue?.queues.find((entry) => entry.queue === code)?.windows ?? [];
}

/** @param {State} state @param {string} code */
export function queueNow(state, code) {
  return state.now?.state?.queues.find((entry) => entry.queue === code);
}

/** @param {State} state @param {string} code @returns {ItemEntry[]} */
export function itemsOfZone(state, code) {
  return state.catalogue?.items.filter((entry) => entry.zone === code) ?? [];
}

/** @param {State} state @param {string} code @returns {ItemEntry[]} wherever in the hall */
export function itemsOfDepartment(state, code) {
  return state.catalogue?.items.filter((entry) => entry.department === code) ?? [];
}

/** @param {State} state @returns {ItemEntry[]} those for collecting a finished certificate */
export function pickUpItems(state) {
  return state.catalogue?.items.filter((entry) => entry.pick_up) ?? [];
}

/** @param {State} state @param {string} code departments with items in the zone, in their order */
export function departmentsOfZone(state, code) {
  const items = itemsOfZone(state, code);
  return (state.catalogue?.departments ?? [])
    .map((entry) => ({ entry, items: items.filter((one) => one.department === entry.code) }))
    .filter((one) => one.items.length > 0);
}

/**
 * A zone's line: everybody waiting in its queues, and from its shortest to its longest wait.
 * @param {State} state
 * @param {string} code
 * @returns {Wait | null} null when no queue of the zone is known or open
 */
export function zoneWait(state, code) {
  const queues = (state.catalogue?.queues ?? [])
    .filter((entry) => entry.zone === code)
    .map((entry) => queueNow(state, entry.queue))
    .filter((now) => now !== undefined && !now.closed)
    .map((now) => /** @type {Wait} */ (now?.wait));
  if (queues.length === 0) return null;
  const served = queues.filter((wait) => wait.low !== null && wait.high !== null);
  return {
    ahead: queues.reduce((sum, wait) => sum + wait.ahead, 0),
    low: served.length ? Math.min(...served.map((wait) => Number(wait.low))) : null,
    high: served.length ? Math.max(...served.map((wait) => Number(wait.high))) : null,
  };
}

/**
 * The errands of a theme in order; those of one step may be done in any order.
 * @param {State} state
 * @param {string} code
 * @returns {ItemEntry[]}
 */
export function errandsOf(state, code) {
  const planned = [...(theme(state, code)?.items ?? [])].sort((one, other) => one.step - other.step);
  return planned.flatMap((stop) => item(state, stop.item) ?? []);
}
