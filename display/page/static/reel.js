/**
 * Which picture or film is beside the calls. Each has its time; one that cannot be shown is passed
 * over from then on. Pure: time comes in as milliseconds.
 */

/** A film that has not ended by then is left. */
export const FILM_MS = 300000;

/** @typedef {import("./types.js").Medium} Medium */

/**
 * @typedef {object} Reel
 * @property {string | null} on hash of what is shown
 * @property {number} since when it came on; with the hash it names one showing
 * @property {boolean} over a film that has ended
 * @property {readonly string[]} broken hashes of what could not be shown
 */

/** @type {Reel} */
export const EMPTY = { on: null, since: 0, over: false, broken: [] };

/**
 * Bring on the next when the present one has had its time, or is no longer there.
 * @param {Reel} reel
 * @param {readonly Medium[]} media in the hall's order
 * @param {number} now
 * @param {number} pictureMs how long a picture stands
 * @returns {Reel} the same one while nothing changes
 */
export function roll(reel, media, now, pictureMs) {
  const at = media.findIndex(({ sha256 }) => sha256 === reel.on);
  const broken = at >= 0 && reel.broken.includes(media[at].sha256);
  if (at >= 0 && !broken && !isOver(reel, media[at], now, pictureMs)) return reel;
  const inOrder = [...media.slice(at + 1), ...media.slice(0, at + 1)];
  const next = inOrder.find(({ sha256 }) => !reel.broken.includes(sha256));
  if (!next) return reel.on === null ? reel : { ...reel, on: null, over: false };
  // The only picture stands still; the only film begins again.
  if (next.sha256 === reel.on && !reel.over) return reel;
  return { ...reel, on: next.sha256, since: now, over: false };
}

/**
 * The film that is on has ended.
 * @param {Reel} reel
 * @returns {Reel}
 */
export function ended(reel) {
  return { ...reel, over: true };
}

/**
 * @param {Reel} reel
 * @param {string} sha256 of what could not be shown
 * @returns {Reel}
 */
export function broke(reel, sha256) {
  return { ...reel, broken: [...reel.broken, sha256] };
}

/**
 * @param {Reel} reel
 * @param {Medium} medium
 * @param {number} now
 * @param {number} pictureMs
 */
function isOver(reel, medium, now, pictureMs) {
  if (reel.over) return true;
  return now - reel.since >= (isFilm(medium) ? FILM_MS : pictureMs);
}

/** @param {Medium} medium */
export function isFilm({ type }) {
  return type.startsWith("video/");
}
