/**
 * Tells the kiosk now and then that whoever it knows still touches the page; it forgets who does not.
 * @typedef {import("./messages.d.ts").State} State
 */

const EVERY_MS = 20_000;

/**
 * @param {(handle: string) => void} tell
 * @returns {(state: Pick<State, "person" | "touched" | "clock">) => void} shown each state
 */
export function presence(tell) {
  let told = { handle: "", touched: 0, at: 0 };
  return ({ person, touched, clock }) => {
    if (person === null) return;
    if (person.handle !== told.handle) told = { handle: person.handle, touched, at: clock };
    // A clock that was set back is no reason to be silent for long.
    if (touched === told.touched || Math.abs(clock - told.at) < EVERY_MS) return;
    told = { handle: person.handle, touched, at: clock };
    tell(person.handle);
  };
}
