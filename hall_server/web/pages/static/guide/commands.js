/** Every act of the guide desk: one table for the buttons, the keyboard and the help; and what is sent where. Pure. */
import { hallNow } from "/assets/clock.js";

/** @typedef {import("../messages").TicketView} Ticket */

/**
 * @typedef {object} Command
 * @property {string} name also the end of its text's key, `guide.do.<name>`
 * @property {string} key the letter on its button
 * @property {(ticket: Ticket) => boolean} fits whether the state of the open ticket allows it
 */

const ACTIVE = ["WAITING", "CALLED", "SERVING", "HELD"];
const active = (/** @type {Ticket} */ { state }) => ACTIVE.includes(state);

/** @param {Ticket} ticket */
export function mayComeBack({ come_back_until }) {
  return come_back_until !== null && Date.parse(come_back_until) > hallNow().getTime();
}

/** @param {import("../messages").GuideState} guide whether the hall gives numbers at all */
export function mayIssue({ day_open, evacuation }) {
  return day_open && evacuation === null;
}

export const NEW = { name: "issue", key: "N" };

/** Acts on the open ticket, in the order of their buttons. @type {Command[]} */
export const COMMANDS = [
  { name: "come_back", key: "R", fits: mayComeBack },
  { name: "transfer", key: "T", fits: active },
  { name: "note", key: "K", fits: active },
  { name: "add", key: "J", fits: active },
  { name: "reprint", key: "P", fits: () => true },
  { name: "leave", key: "L", fits: active },
];

/** Commands done without a question. */
export const AT_ONCE = new Set(["come_back"]);

/**
 * @param {string} key a command's letter
 * @param {{queue: string}[]} queues
 * @returns {boolean} whether a number may begin with it: then the command needs Alt
 */
export function isQueueLetter(key, queues) {
  return queues.some(({ queue }) => queue.toUpperCase().startsWith(key));
}

/**
 * @param {string} name
 * @param {{stop?: number, ticket?: number, job?: number, appointment?: number, ban?: number} & Record<string, unknown>} words
 * @returns {{path: string, body: Record<string, unknown>}}
 */
export function actRequest(name, { stop, ticket, job, appointment, ban, ...body }) {
  const path = {
    issue: "/tickets",
    come_back: `/stops/${stop}/come-back`,
    transfer: `/stops/${stop}/transfer`,
    note: `/stops/${stop}/note`,
    leave: `/stops/${stop}/leave`,
    cancel_number: `/stops/${stop}/leave`,
    add: `/tickets/${ticket}/stops`,
    reprint: `/tickets/${ticket}/reprint`,
    reprint_sheet: `/print-jobs/${job}/reprint`,
    cancel_sheet: `/print-jobs/${job}/cancel`,
    check_in: `/appointments/${appointment}/check-in`,
    cancel_booking: `/appointments/${appointment}/cancel`,
    lift_ban: `/booking-bans/${ban}/lift`,
  }[name];
  return { path: /** @type {string} */ (path), body };
}
