/** A card reader that types like a keyboard: told from a person by its speed. */

const GAP_MS = 50;
const SHORTEST = 6;

/** @typedef {{value: string}} Field */

/**
 * Listens for bursts of letters and digits that end with Enter. What the reader typed into a field is taken out again.
 * @param {(card: string) => void} onCard
 * @returns {(event: KeyboardEvent) => void} a listener for `keydown`, on the way down
 */
export function cardListener(onCard) {
  let typed = "";
  let last = -Infinity;
  /** @type {{field: HTMLInputElement, value: string} | null} */
  let before = null;
  return (event) => {
    const quick = event.timeStamp - last <= GAP_MS;
    last = event.timeStamp;
    if (event.key === "Enter" && quick && typed.length >= SHORTEST) {
      event.preventDefault();
      event.stopPropagation();
      if (before) {
        before.field.value = before.value;
        before.field.dispatchEvent(new Event("input", { bubbles: true }));
      }
      onCard(typed);
      typed = "";
      return;
    }
    const letter = /^[A-Za-z0-9]$/.test(event.key) && !event.isComposing ? event.key : "";
    if (!quick || letter === "") {
      typed = "";
      const { target } = event;
      before = target instanceof HTMLInputElement ? { field: target, value: target.value } : null;
    }
    typed += letter;
  };
}
