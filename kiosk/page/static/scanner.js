/** A code scanner that types like a keyboard: told from a person by its speed and the Enter at the end. */

const GAP_MS = 100;
const SHORTEST = 6;
const LONGEST = 300;
/** A quick typist's pinyin is no code. */
const WORD = /^[a-z]+$/;

/**
 * @param {(text: string) => void} onCode
 * @returns {(event: KeyboardEvent) => "" | "more" | "code"} for each `keydown`: nothing special, one more of a burst,
 *   or the Enter that ended a code; the last two mean nothing else
 */
export function scanListener(onCode) {
  let typed = "";
  let last = -Infinity;
  return (event) => {
    const quick = event.timeStamp - last <= GAP_MS;
    // Counted from when the page had drawn what the key did: keys of a scanner wait in line meanwhile.
    queueMicrotask(() => { last = performance.now(); });
    if (event.key === "Enter" && quick && typed.length >= SHORTEST && !WORD.test(typed)) {
      const code = typed;
      typed = "";
      onCode(code);
      return "code";
    }
    // Scanners type on the main keyboard; a keypad under quick fingers is no scanner.
    if (event.key === "Shift" || event.code.startsWith("Numpad")) return "";
    const letter = /^[!-~]$/.test(event.key) && !event.isComposing ? event.key : "";
    typed = quick && letter ? (typed + letter).slice(0, LONGEST) : letter;
    return typed.length > 1 ? "more" : "";
  };
}
