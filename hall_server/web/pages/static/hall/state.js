/** What the supervisor's page knows at any moment, and what it can do. */

/**
 * @typedef {object} Hall
 * @property {import("../language.js").Speech} speech
 * @property {import("../messages").Session} session
 * @property {boolean} leads may act as a supervisor
 * @property {boolean} readsPast may look back and read tickets' stories
 * @property {import("../messages").HallState | null} hall
 * @property {import("../live.js").Line} line
 * @property {string | null} refusal
 * @property {string | null} notice what an act brought, such as the numbers expired at the day's end
 * @property {boolean} doing an act is under way
 * @property {string | null} picked the window whose card is open
 * @property {string | null} pickedQueue the queue whose card is open; never both
 * @property {string | null} reached the window the arrow keys stand on
 * @property {import("./urgency.js").Order} order of the queues
 * @property {import("./side.js").Tab} tab
 * @property {Set<number>} seenAlerts those known for a moment, which are no news any more
 * @property {number | null} newest the alert that came last while this page was open
 * @property {import("./dialogs.js").Asking | null} asking
 * @property {import("../messages").Story | null} story the ticket's story that is open
 * @property {import("../messages").JournalEntry[]} journal newest first: the live tail and what was fetched
 * @property {boolean} journalEnds nothing is older
 * @property {import("../messages").ItemEntry[]} items of the catalogue
 */

/**
 * @typedef {object} Hands
 * @property {(part: Partial<Hall>) => void} change
 * @property {(method: string, path: string, body?: unknown) => Promise<void>} act
 * @property {() => Promise<void>} older
 * @property {(asking: import("./dialogs.js").Asking) => void} ask
 * @property {(window: string) => void} pick opens a window's card, or closes it
 * @property {(queue: string) => void} pickQueue opens a queue's card, or closes it
 * @property {(ticket: number) => Promise<void>} story opens a ticket's whole story
 */

const MAY_SEE = ["supervisor", "auditor", "admin", "guide"];
const READ_PAST = ["supervisor", "auditor", "admin"];

/**
 * @param {import("../messages").Session} session
 * @param {import("../language.js").Speech} speech
 * @returns {Hall} before anything was heard; with a refusal for those who may not see the hall
 */
export function startOf(session, speech) {
  const is = (/** @type {string[]} */ roles) => session.roles.some((role) => roles.includes(role));
  return {
    speech,
    session,
    leads: is(["supervisor"]),
    readsPast: is(READ_PAST),
    hall: null,
    line: { up: false, since: new Date() },
    refusal: is(MAY_SEE) ? null : speech.tell("hall.not_yours"),
    notice: null,
    doing: false,
    picked: null,
    pickedQueue: null,
    reached: null,
    order: "urgent",
    tab: "alerts",
    seenAlerts: new Set(),
    newest: null,
    asking: null,
    story: null,
    journal: [],
    journalEnds: false,
    items: [],
  };
}
