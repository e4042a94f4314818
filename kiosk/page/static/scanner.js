/** A code scanner that types like a keyboard: told from a person by its speed and the Enter at the end. */

const GAP_MS = 50;
const SHORTEST = 6;
const LONGEST = 300;

/**
 * @param {(text: string) => void} onCode
 * @returns {(event: KeyboardEvent) => boolean} for each `keydown`; true when it ended a code and means nothing else
 */
export function scanListener(onCode) {
  let typed = "";
  let last = -Infinity;
  return (event) => {
    const quick = event.timeStamp - last <= GAP_MS;
    if (event.key === "Enter" && quick && typed.length >= SHORTEST) {
      const code = typed;
      typed = "";
      onCode(code);
      return true;
    }
    if (event.key === "Shift") return false;
    last = event.timeStamp;
    const letter = /^[!-~]$/.test(event.key) && !event.isComposing ? event.key : "";
    typed = quick && letter ? (typed + letter).slice(0, LONGEST) : letter;
    return false;
  };
}
