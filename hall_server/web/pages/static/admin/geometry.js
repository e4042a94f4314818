/** Heights and shifts that are computed: set on the element itself, since the content policy allows no style attribute. */
import { noChange } from "/assets/vendor/lit-html/lit-html.js";
import { Directive, directive } from "/assets/vendor/lit-html/directive.js";

class Placed extends Directive {
  /** @param {number} height @param {number} shift both in pixels */
  render(height, shift) {
    void [height, shift];
    return noChange;
  }

  /** @param {any} part the element @param {[number, number]} values */
  update(part, [height, shift]) {
    part.element.style.height = `${height}px`;
    part.element.style.paddingTop = `${shift}px`;
    return noChange;
  }
}

/** `<div ${placed(height, shift)}>`: a box so high, whose content begins below an empty shift. */
export const placed = directive(Placed);
