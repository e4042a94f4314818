/** What the list of cases knows, and what can be done on it. */

/** @typedef {import("../cases").CaseLine} CaseLine */
/** @typedef {import("../cases").EventView} EventView */

/**
 * @typedef {object} Cases
 * @property {import("../language.js").Speech} speech
 * @property {import("../messages").Session} session
 * @property {string} list the tab that is open, one of LISTS
 * @property {Filters} filters
 * @property {CaseLine[] | null} cases null while none was heard
 * @property {string | null} next where the list goes on
 * @property {import("../cases").CaseCounts | null} counts
 * @property {Record<string, import("../messages").Text>} departments
 * @property {EventView[] | null} events
 * @property {string} timezone the hall's, told with its events
 * @property {string} query what is typed
 * @property {string | null} sought what was looked for; null while the list is shown
 * @property {number} at the row that the arrows stand on; -1 before they were used
 * @property {boolean} asking an answer is on its way
 * @property {string | null} refusal
 * @property {boolean} help
 */

/** @typedef {{department: string, kind: string, green: string, grade: string}} Filters */

/**
 * @typedef {object} Hands
 * @property {(part: Partial<Cases>) => void} change
 * @property {(list: string) => void} choose a tab
 * @property {(part: Partial<Filters>) => void} filter
 * @property {() => Promise<void>} find what is typed
 * @property {() => void} clear leaves what was found
 * @property {() => Promise<void>} more the next page
 * @property {() => Promise<void>} again asks for the open list anew
 */

/** The tabs, and how each is asked for. @type {Record<string, Record<string, string>>} */
export const LISTS = {
  answer: { due: "answer" },
  running: { state: "ACCEPTED" },
  soon: { due: "soon" },
  late: { due: "late" },
  hand_over: { state: "DECIDED" },
  all: {},
};

const OVERSEEING = ["supervisor", "auditor", "admin"];

/** @param {import("../messages").Session} session @returns {string[]} the tabs this person has */
export function tabsOf({ roles }) {
  const watches = OVERSEEING.some((role) => roles.includes(role));
  return watches ? [...Object.keys(LISTS), "events"] : Object.keys(LISTS);
}

/** @param {Cases} screen @returns {string} the path of the open list below /api/v1 */
export function pathOf({ list, filters }, after = "") {
  const { grade, ...rest } = filters;
  const asked = list === "events" ? { grade, after } : { ...LISTS[list], ...rest, after };
  const wanted = Object.entries(asked).filter(([, value]) => value !== "");
  return `${list === "events" ? "/case-events" : "/cases"}?${new URLSearchParams(wanted)}`;
}
