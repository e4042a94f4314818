/** A line that moves slowly through where it does not fit, and stands still where it does. */

import { html } from "/assets/vendor/lit-html/lit-html.js";

/** Widths of the line's own letters in a second. */
const LETTERS_A_SECOND = { slow: 2.5, usual: 4, fast: 6 };

class Ticker extends HTMLElement {
  /** @type {Animation[]} */
  #moving = [];

  /** Text and width for which it moves. */
  #at = "";

  #watch = new ResizeObserver(() => this.#set());

  connectedCallback() {
    this.#watch.observe(this);
    for (const line of this.children) this.#watch.observe(line);
  }

  disconnectedCallback() {
    this.#watch.disconnect();
    this.#stop();
  }

  #set() {
    const line = /** @type {HTMLElement} */ (this.firstElementChild);
    const at = `${line.offsetWidth} ${this.clientWidth}`;
    if (at === this.#at) return;
    this.#stop();
    this.#at = at;
    const moves = line.offsetWidth > this.clientWidth;
    this.toggleAttribute("data-moves", moves);
    if (moves) this.#move(line);
  }

  /** @param {HTMLElement} line */
  #move(line) {
    const speed = LETTERS_A_SECOND[/** @type {import("./types.js").Speed} */ (this.dataset.speed)];
    const letter = parseFloat(getComputedStyle(line).fontSize);
    // The second copy follows the first, so that the line comes round without a jump.
    const away = [{ transform: "none" }, { transform: `translateX(-${line.offsetWidth}px)` }];
    const duration = (line.offsetWidth / (speed * letter)) * 1000;
    this.#moving = [...this.children].map((each) =>
      each.animate(away, { duration, iterations: Infinity }),
    );
  }

  #stop() {
    for (const each of this.#moving) each.cancel();
    this.#moving = [];
    this.#at = "";
  }
}

customElements.define("hall-ticker", Ticker);

/**
 * @param {{language: string, line: string}[]} lines
 * @param {import("./types.js").Speed} speed
 */
export function ticker(lines, speed) {
  const words = lines.map(({ language, line }) => html`<span lang=${language}>${line}</span>`);
  return html`<hall-ticker data-speed=${speed}>
    <p class="strip">${words}</p>
    <p class="strip again" aria-hidden="true">${words}</p>
  </hall-ticker>`;
}
