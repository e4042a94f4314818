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
  undo: "undo",
  walk_in: "walk-in",
});

const OF_SHEET = ["reprint", "cancel"];

/**
 * @param {string} name
 * @param {string} window
 * @param {Record<string, unknown>} words what the clerk said: a note, a reason, a goal; for an act
 *   on a stop away from the window its `stop`, for one more errand its `ticket`,
 *   for one on a sheet of paper its `job`, for a message read its `message`
 * @returns {Request}
 */
export function actRequest(name, window, words) {
  const { stop, ticket, job, message, ...body } = words;
  const here = `/windows/${encodeURIComponent(window)}`;
  if (name === "leave") return { path: `/stops/${stop}/leave`, body };
  if (name === "come_back") return { path: `/stops/${stop}/come-back`, body };
  if (name === "note") return { path: `/stops/${stop}/note`, body };
  if (name === "add") return { path: `/tickets/${ticket}/stops`, body };
  if (name === "day_slip") return { path: `${here}/day-slip`, body };
  if (name === "read_message") return { path: `${here}/messages/${message}/read`, body };
  if (OF_SHEET.includes(name)) return { path: `/print-jobs/${job}/${name}`, body };
  return { path: `${here}/${OF_WINDOW[name]}`, body: stop === undefined ? body : { stop, ...body } };
}

/**
 * @param {string} name
 * @returns {boolean} whether the answer is a WindowNow; the others act on a stop away from the window
 */
export function answersWithWindow(name) {
  return name in OF_WINDOW || name === "read_message";
}
