/** What an entry of the journal says beyond its name: to whom, about what, in which words. */
import { printerState } from "../paper.js";

/** @typedef {import("../messages").JournalEntry} Entry */
/** @typedef {import("../language.js").Speech} Speech */

/**
 * The entry's name in words.
 * @param {Speech} spoken
 * @param {Entry} entry
 * @returns {string}
 */
export function actWords(spoken, entry) {
  const key = `act.${entry.act}`;
  return spoken.knows(key) ? spoken.tell(key, paperWords(spoken, entry)) : entry.act;
}

/** @param {Speech} spoken @param {Entry} entry @returns {Record<string, string>} */
function paperWords(spoken, { act, at, data }) {
  if (act === "print_reported") return { print: spoken.tell(`state.${data.print}`) };
  if (act !== "printer_status") return {};
  const said = /** @type {import("../messages").PrinterView} */ ({ ...data, heard_at: at });
  return { printer: said.printer, status: printerState(spoken, said) };
}

/** Acts whose words, queue or subject are worth their place in the list. @type {Record<string, (data: Record<string, any>) => string | undefined>} */
const MORE = {
  close_issuing: ({ queue, item, text }) => [queue ?? item, text].filter(Boolean).join(" · "),
  evacuate: ({ text }) => text,
  send_message: ({ text }) => text,
  lend_window: ({ queue }) => queue,
  take_back_window: ({ queue }) => queue,
  return_window: ({ queue }) => queue,
  transfer: ({ to_window, to_queue }) => to_window ?? to_queue,
};
const ALERTS = ["alert_begins", "alert_changes", "alert_ends", "take_alert", "release_alert"];

/** @param {Speech} spoken @param {Entry} entry @returns {string} empty when the name says it all */
export function moreWords({ tell, knows }, { act, data }) {
  if (!ALERTS.includes(act)) return MORE[act]?.(data) ?? "";
  const [kind, code] = String(data.subject).split(/:(.*)/);
  const key = `alert_name.${data.kind}`;
  return [knows(key) ? tell(key) : String(data.kind), kind === "window" ? "" : code].filter(Boolean).join(" · ");
}
