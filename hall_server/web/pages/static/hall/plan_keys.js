/** Arrow keys walk from counter to counter, by where they stand in the room. */

const WAYS = /** @type {Record<string, [number, number]>} */ ({
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
});
/** A counter far to the side is further away than one straight ahead. */
const ASIDE = 3;

/** @param {KeyboardEvent} event a press inside the plan; its `currentTarget` holds the counters */
export function onPlanKey(event) {
  const way = WAYS[event.key];
  const from = event.target instanceof Element ? event.target.closest(".tile") : null;
  if (way === undefined || from === null) return;
  event.preventDefault();
  const plan = /** @type {HTMLElement} */ (event.currentTarget);
  const next = nearest(from, [...plan.querySelectorAll(".tile")], way);
  /** @type {HTMLElement | null} */ (next)?.focus();
}

/** @param {Element} from @param {Element[]} tiles @param {[number, number]} way @returns {Element | null} */
function nearest(from, tiles, [right, down]) {
  const start = centre(from);
  let best = null;
  let shortest = Infinity;
  for (const tile of tiles) {
    const { x, y } = centre(tile);
    const ahead = (x - start.x) * right + (y - start.y) * down;
    const aside = Math.abs((x - start.x) * down) + Math.abs((y - start.y) * right);
    if (tile === from || ahead < 2 || ahead + ASIDE * aside >= shortest) continue;
    shortest = ahead + ASIDE * aside;
    best = tile;
  }
  return best;
}

/** @param {Element} tile */
function centre(tile) {
  const { left, top, width, height } = tile.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}
