/** A document reader that types: wherever the cursor stands, the number goes to its field and nothing else comes of its keys. */
import { cardListener } from "../../login/wedge.js";

/** What comes after so long was not typed by a reader. */
const GAP_MS = 50;
const NOT_READ = ["done", "find", "subject"];

/**
 * @param {() => import("../page.js").Console} screen
 * @param {import("./hands.js").ReceiveHands} hands
 * @returns {(event: KeyboardEvent) => void} a listener for `keydown`, on the way down
 */
export function documentListener(screen, hands) {
  let last = -Infinity;
  /** @type {import("./hands.js").Receiving | null} how it was before the burst */
  let before = null;
  const listen = cardListener((number) => {
    const { receiving } = screen();
    if (receiving === null || before === null) return;
    const { words, document } = before.draft;
    hands.say({ words, document: { ...document, number } });
    hands.turn({ step: before.step, at: before.at });
    if (receiving.known === null) hands.askList();
  });
  return (event) => {
    const { receiving } = screen();
    if (receiving === null) return;
    hands.pressed();
    if (event.timeStamp - last > GAP_MS) before = receiving;
    last = event.timeStamp;
    if (before && !NOT_READ.includes(before.step)) listen(event);
  };
}
