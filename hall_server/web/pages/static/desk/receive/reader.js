/** A document reader that types: wherever the cursor stands, the number goes to its field. */
import { cardListener } from "../../login/wedge.js";

/**
 * @param {() => import("../page.js").Console} screen
 * @param {import("./hands.js").ReceiveHands} hands
 * @returns {(event: KeyboardEvent) => void} a listener for `keydown`, on the way down
 */
export function documentListener(screen, hands) {
  const listen = cardListener((number) => {
    const { receiving } = screen();
    if (receiving === null) return;
    hands.say({ document: { ...receiving.draft.document, number } });
    if (receiving.known === null) hands.askList();
  });
  return (event) => {
    const { receiving } = screen();
    if (receiving !== null && ["check", "collect"].includes(receiving.step)) listen(event);
  };
}
