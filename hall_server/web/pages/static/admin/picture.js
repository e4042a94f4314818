/** A picture that came as bytes: drawn on a canvas, since the content policy takes images by address alone. */
import { html, noChange } from "/assets/vendor/lit-html/lit-html.js";
import { Directive, directive } from "/assets/vendor/lit-html/directive.js";

class Drawn extends Directive {
  /** @type {ImageBitmap | null} */
  last = null;

  /** @param {ImageBitmap} bitmap */
  render(bitmap) {
    void bitmap;
    return noChange;
  }

  /** @param {any} part the canvas @param {[ImageBitmap]} values */
  update(part, [bitmap]) {
    if (bitmap === this.last) return noChange;
    this.last = bitmap;
    const canvas = /** @type {HTMLCanvasElement} */ (part.element);
    [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
    return noChange;
  }
}

const drawn = directive(Drawn);

/** @param {ImageBitmap} bitmap @param {string} says */
export function picture(bitmap, says) {
  return html`<canvas class="picture" role="img" aria-label=${says} ${drawn(bitmap)}></canvas>`;
}
