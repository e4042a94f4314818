/**
 * Which call is in the light. Calls of the same second wait for their turn, so that each is seen;
 * each is lit and rung once, however often pictures repeat it. Pure: time comes in as milliseconds.
 */

/** A call alone in the light. */
export const LONG_MS = 4000;

/** A call with others behind it. */
export const SHORT_MS = 1600;

/** A page just loaded does not ring again what was rung before this. */
const LOADED_LATE_MS = 5000;

/** As many as the program remembers. */
const REMEMBERED = 256;

/** @typedef {import("./types.js").Picture} Picture */
/** @typedef {import("./types.js").Call} Call */

/**
 * @typedef {object} Light
 * @property {readonly string[] | null} known keys of calls taken in, null before the first picture
 * @property {readonly number[]} queue ids of calls still to be lit, oldest first
 * @property {number | null} lit id of the call in the light
 * @property {number} since when it came into the light
 */

/** @type {Light} */
export const DARK = { known: null, queue: [], lit: null, since: 0 };

/**
 * Queue what is new in a picture.
 * @param {Light} light
 * @param {Picture} picture
 * @param {(call: Call) => boolean} concerns whether a call is this page's
 * @returns {Light}
 */
export function take(light, picture, concerns) {
  if (!picture.state) return light;
  const mine = new Set(picture.state.calls.filter(concerns).map((call) => call.call_id));
  const now = Date.parse(picture.now);
  const known = light.known ?? [];
  const fresh = picture.rings.filter((ring) => !known.includes(key(ring)));
  const due = fresh.filter(
    (ring) => mine.has(ring.call_id) && (light.known || now - Date.parse(ring.at) < LOADED_LATE_MS),
  );
  return {
    ...light,
    known: [...known, ...fresh.map(key)].slice(-REMEMBERED),
    queue: [...light.queue, ...due.map((ring) => ring.call_id)].slice(-REMEMBERED),
  };
}

/**
 * Let the next call into the light when the last has had its time. Calls that are over by then are
 * passed over, and one that ends while lit leaves the light.
 * @param {Light} light
 * @param {ReadonlySet<number>} live ids of calls whose visitors are still expected
 * @param {number} now
 * @returns {Light} with another `lit` when a call is to be rung
 */
export function step(light, live, now) {
  const queue = light.queue.filter((id) => live.has(id));
  const stays = light.lit !== null && live.has(light.lit);
  const time = queue.length ? SHORT_MS : LONG_MS;
  if (stays && now - light.since < time) return { ...light, queue };
  const [lit = null, ...rest] = queue;
  if (lit === null) return { ...light, queue, lit: null };
  return { ...light, queue: rest, lit, since: now };
}

/** @param {import("./types.js").Ring} ring */
function key(ring) {
  return `${ring.call_id} ${ring.call_at}`;
}
