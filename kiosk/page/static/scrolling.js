/** Whether a page goes on above or below what is seen, so that the buttons to turn it can be drawn. */

/** Less than this many pixels is not worth a button. */
const SLACK = 8;

/**
 * @param {HTMLElement} root holds the scrolling `main`
 * @param {(more: {above: boolean, below: boolean}) => void} tell called after each change
 * @returns {() => void} measures now; to be called after each render
 */
export function watchScroll(root, tell) {
  const measure = () => {
    const main = root.querySelector("main");
    if (!main) return;
    const rest = main.scrollHeight - main.clientHeight - main.scrollTop;
    tell({ above: main.scrollTop > SLACK, below: rest > SLACK });
  };
  root.addEventListener("scroll", measure, { capture: true, passive: true });
  addEventListener("resize", measure);
  return measure;
}

/** @param {Event} press a press on a button that turns the page @param {number} direction -1 or 1 */
export function turn(press, direction) {
  const button = /** @type {HTMLElement} */ (press.currentTarget);
  const main = button.closest(".frame")?.querySelector("main");
  main?.scrollBy({ top: direction * main.clientHeight * 0.8 });
}
