/** Acts on a known case that have a form of their own and a key. Pure. */

/** What `may` names, the step that shows its form, its key. @type {[may: string, step: string, key: string][]} */
export const CASE_ACTS = [
  ["deliver", "collect", "G"],
  ["decide", "close", "D"],
  ["withdraw", "withdraw", "X"],
];
