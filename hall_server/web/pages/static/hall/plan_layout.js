/** The floor plan's shape: rooms by floor, each room's counters along its two long walls. Pure. */

/** @typedef {import("../messages").ZonePlace} ZonePlace */

/**
 * A window as the plan draws it: of now, or of a past moment, when `since` may be unknown.
 * @typedef {Pick<import("../messages").HallWindow, "window" | "zone" | "state" | "number" | "clerk" | "loan" | "pause_reason">
 *   & {since: string | null}} FloorWindow
 */

/**
 * @typedef {object} Room
 * @property {ZonePlace} zone
 * @property {number} columns counters that stand side by side along one wall
 * @property {FloorWindow[]} top
 * @property {FloorWindow[]} bottom
 */

/** Above this many windows the counters give up their third line, so that all stay in view. */
const MANY = 60;
const WIDE = 9;
const WIDE_DENSE = 12;
const NARROWEST = 2;

/** @param {FloorWindow[]} windows @returns {boolean} */
export function isDense(windows) {
  return windows.length > MANY;
}

/**
 * @param {ZonePlace[]} zones in the plan's order; a window of another zone gets a room without a name
 * @param {FloorWindow[]} windows in the plan's order
 * @returns {{floor: string, rooms: Room[]}[]} the highest floor first; zones without windows have no room
 */
export function floorsOf(zones, windows) {
  const known = new Set(zones.map(({ zone }) => zone));
  const strays = [...new Set(windows.map(({ zone }) => zone))].filter((zone) => !known.has(zone));
  const places = [...zones, ...strays.map((zone) => ({ zone, name: { zh: "", en: "" }, floor: "" }))];
  const widest = isDense(windows) ? WIDE_DENSE : WIDE;
  const rooms = places.map((zone) => room(zone, windows.filter((window) => window.zone === zone.zone), widest));
  const floors = [...new Set(places.map(({ floor }) => floor))].sort((one, other) => height(other) - height(one));
  return floors
    .map((floor) => ({ floor, rooms: rooms.filter(({ zone, top }) => zone.floor === floor && top.length > 0) }))
    .filter((floor) => floor.rooms.length > 0);
}

/** @param {ZonePlace} zone @param {FloorWindow[]} windows @param {number} widest @returns {Room} */
function room(zone, windows, widest) {
  const columns = Math.min(widest, Math.max(NARROWEST, Math.ceil(windows.length / 2)));
  const rows = Math.ceil(windows.length / columns);
  const upper = Math.ceil(rows / 2) * columns;
  return { zone, columns, top: windows.slice(0, upper), bottom: windows.slice(upper) };
}

/** @param {string} floor such as 2F or B1 @returns {number} below ground is negative; without a number, the ground */
function height(floor) {
  const found = /(\d+)/.exec(floor);
  if (found === null) return 0;
  return /^(B|-|地下|负)/i.test(floor) ? -Number(found[1]) : Number(found[1]);
}
