/** What the console knows, put together: the last push, and the answer of an act that is newer. Pure. */

/** @typedef {import("../messages").DeskState} DeskState */
/** @typedef {import("../messages").StopView} StopView */
/** @typedef {import("../messages").WindowNow & {sits?: {clerk: DeskState["clerk"], seat: string | null}}} Answer */

/** @typedef {"held" | "missed" | "line"} Place where on the console a stop is listed */

/**
 * @param {DeskState} desk
 * @param {Answer | null} answer
 * @returns {DeskState} the push, with the newer answer's window and stop laid over it
 */
export function deskNow(desk, answer) {
  if (answer === null || answer.version <= desk.version) return desk;
  const elsewhere = (/** @type {StopView} */ stop) => stop.stop_id !== answer.current?.stop_id;
  return {
    ...desk,
    ...(answer.sits ?? {}),
    state: answer.state,
    current: answer.current,
    case: answer.current?.ticket_id === desk.current?.ticket_id ? desk.case : null,
    undo: answer.undo,
    line: desk.line.filter(elsewhere),
    held: desk.held.filter(elsewhere),
    missed: desk.missed.filter(elsewhere),
  };
}

/**
 * @param {DeskState} desk
 * @param {string} badge
 * @param {string} seat
 * @returns {"mine" | "empty" | "other_tab" | "other_clerk"} who sits at the window
 */
export function sitting(desk, badge, seat) {
  if (desk.clerk === null) return "empty";
  if (desk.clerk.badge !== badge) return "other_clerk";
  return desk.seat === seat ? "mine" : "other_tab";
}

/**
 * @param {DeskState} desk
 * @param {ReturnType<typeof sitting>} who
 * @returns {string | null} the name of the one act that Space does now
 */
export function mainAct(desk, who) {
  if (who === "empty") return "sign_in";
  if (who === "other_tab") return "take_over";
  if (who === "other_clerk") return null;
  if (desk.current?.state === "CALLED") return "start";
  if (desk.current?.state === "SERVING") return desk.state === "OPEN" ? "finish_next" : "finish";
  return { CLOSED: "open", PAUSED: "resume", OPEN: "call_next" }[desk.state] ?? null;
}

/**
 * @param {DeskState} desk
 * @returns {{stop: StopView, place: Place}[]} all stops that can be picked, as listed on the page
 */
export function listed(desk) {
  return /** @type {Place[]} */ (["line", "held", "missed"]).flatMap((place) =>
    desk[place].map((stop) => ({ stop, place })),
  );
}

/** The act that picks a listed stop. */
export const PICKS = /** @type {Record<Place, string>} */ ({
  line: "call",
  held: "resume_held",
  missed: "come_back",
});
