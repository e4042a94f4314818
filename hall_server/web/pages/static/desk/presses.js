/** Presses that come while an act is under way: the same key again is impatience, another key is kept. */

/** @typedef {ReturnType<typeof keepingOnePress>} Presses */

/**
 * One press waits at most; a newer one takes its place. See docs/adr/0012-one-press-is-kept.md.
 * @param {(event: KeyboardEvent) => void} play does what a press means now
 */
export function keepingOnePress(play) {
  /** @type {KeyboardEvent | null} */
  let now = null;
  /** @type {string | null} */
  let startedBy = null;
  /** @type {KeyboardEvent | null} */
  let kept = null;
  return {
    /** @param {KeyboardEvent} event a key goes down */
    press(event) {
      now = event;
      play(event);
      now = null;
    },
    /** An act begins, by the press being played or by a click. */
    begins() {
      startedBy = now && now.code;
      kept = null;
    },
    /** An act was asked for while another is under way. */
    comesTooEarly() {
      if (now !== null && now.code !== startedBy) kept = now;
    },
    /** @param {boolean} well the act was done; what was meant to follow a refused one is dropped */
    ends(well) {
      const next = kept;
      kept = null;
      if (well && next !== null) this.press(next);
    },
  };
}
