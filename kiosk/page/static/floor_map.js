/**
 * A tidy plan of the hall by floor, from zones and windows alone: nobody has measured the hall. Pure.
 * @typedef {import("./messages.d.ts").State} State
 * @typedef {import("./messages.d.ts").ZoneEntry} ZoneEntry
 */

/** @typedef {{entry: ZoneEntry, windows: string[]}} Room */
/** @typedef {{floor: string, rooms: Room[]}} Floor */
/** @typedef {{window: string, x: number, y: number}} Counter */

/** In units of which a line of body text is 28 high. */
export const COUNTER = { width: 60, height: 52, gap: 8 };

/** Counters side by side in a room, by how many rooms share the floor's width. */
const ABREAST = [6, 6, 6, 4];
const NARROW = 4;

/** @param {State} state @returns {Floor[]} floors and rooms in the hall's own order */
export function floors(state) {
  const catalogue = state.catalogue;
  /** @type {Map<string, Room[]>} */
  const rooms = new Map();
  for (const entry of catalogue?.zones ?? []) {
    const windows = catalogue?.windows.filter((each) => each.zone === entry.code) ?? [];
    const room = { entry, windows: windows.map((each) => each.window) };
    rooms.set(entry.floor, [...(rooms.get(entry.floor) ?? []), room]);
  }
  return [...rooms].map(([floor, inside]) => ({ floor, rooms: inside }));
}

/** @param {State} state @param {string} zone @returns {Floor | undefined} the floor on which a zone lies */
export function floorOf(state, zone) {
  return floors(state).find((floor) => floor.rooms.some((room) => room.entry.code === zone));
}

/**
 * Where the counters of a room stand, row by row.
 * @param {readonly string[]} windows
 * @param {number} rooms how many share the floor
 * @returns {{width: number, height: number, counters: Counter[]}}
 */
export function counters(windows, rooms) {
  const abreast = Math.max(1, Math.min(windows.length, ABREAST[rooms] ?? NARROW));
  const { width, height, gap } = COUNTER;
  return {
    width: abreast * (width + gap) - gap,
    height: Math.ceil(windows.length / abreast) * (height + gap) - gap,
    counters: windows.map((window, place) => ({
      window,
      x: (place % abreast) * (width + gap),
      y: Math.floor(place / abreast) * (height + gap),
    })),
  };
}
