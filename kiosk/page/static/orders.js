/**
 * What the hall orders this page: to load itself anew, between two visitors; and the keeper's hidden door.
 * @typedef {import("./messages.d.ts").State} State
 */
import { isInUse } from "./reducer.js";

const TOUCHES = 5;
const WITHIN_MS = 3000;

/**
 * @param {() => void} reload
 * @returns {(state: State) => void} told each state; reloads once for each order, when nobody is at the page
 */
export function reloadOnOrder(reload) {
  /** @type {number | null} */
  let known = null;
  return (state) => {
    const wanted = state.now?.state?.orders.reloads;
    if (wanted === undefined) return;
    known ??= wanted;
    if (wanted > known && !isInUse(state) && !state.taking) {
      known = wanted;
      reload();
    }
  };
}

/**
 * Five touches on the head of the page within three seconds.
 * @param {() => void} open
 * @returns {(press: PointerEvent) => void}
 */
export function keepersDoor(open) {
  /** @type {number[]} */
  let touches = [];
  return (press) => {
    const onHead = press.target instanceof Element && press.target.closest(".head") !== null;
    touches = onHead ? [...touches.filter((at) => press.timeStamp - at < WITHIN_MS), press.timeStamp] : [];
    if (touches.length >= TOUCHES) open();
  };
}
