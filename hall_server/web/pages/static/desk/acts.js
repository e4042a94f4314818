/** The clerk's acts as requests: what is posted where. Pure. */

/** @typedef {{path: string, body: Record<string, unknown>}} Request */

const OF_WINDOW = /** @type {Record<string, string>} */ ({
  sign_in: "sign-in",
  take_over: "take-over",
  sign_out: "sign-out",
  open: "open",
  resume: "resume",
  close: "close",
  pause: "pause",
  call_next: "call-next",
  call: "call",
  finish_next: "finish-and-call-next",
  recall: "recall",
  start: "start",
  requeue: "requeue",
  no_show: "no-show",
  hold: "hold",
  finish: "finish",
  transfer: "transfer",
  resume_held: "resume-held",
});

const OF_SHEET = ["reprint", "cancel"];

/**
 * @param {string} name
 * @param {string} window
 * @param {Record<string, unknown>} words what the clerk said: a note, a reason, a goal; for an act
 *   on a stop away from the window its `stop`, for one more errand its `ticket`,
 *   for one on a sheet of paper its `job`
 * @returns {Request}
 */
export function actRequest(name, window, words) {
  const { stop, ticket, job, ...body } = words;
  if (name === "leave") return { path: `/stops/${stop}/leave`, body };
  if (name === "come_back") return { path: `/stops/${stop}/come-back`, body };
  if (name === "add") return { path: `/tickets/${ticket}/stops`, body };
  if (name === "day_slip") return { path: `/windows/${encodeURIComponent(window)}/day-slip`, body };
  if (OF_SHEET.includes(name)) return { path: `/print-jobs/${job}/${name}`, body };
  const path = `/windows/${encodeURIComponent(window)}/${OF_WINDOW[name]}`;
  return { path, body: stop === undefined ? body : { stop, ...body } };
}

/**
 * @param {string} name
 * @returns {boolean} whether the answer is a WindowNow; the others act on a stop away from the window
 */
export function answersWithWindow(name) {
  return name in OF_WINDOW;
}
