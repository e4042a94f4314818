/** A ticket's whole story as a timeline: when, what, where, why, and who. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallTime } from "./hall_time.js";

/** @typedef {import("./messages").Story} Story */
/** @typedef {import("./messages").StoryEntry} Entry */
/** @typedef {import("./language.js").Speech} Speech */

/** What colours the mark beside an act; the word says the same. @type {Record<string, string>} */
const KINDS = {
  call_next: "call", call_this: "call", recall: "call", finish: "done",
  no_show: "missed", leave: "missed", expire: "missed", requeue: "missed", void_number: "missed",
};
const PAPER = ["print_claimed", "print_reported", "print_cancelled", "print_lost", "reprint"];

/**
 * @param {Speech} spoken
 * @param {Story} story
 */
export function storyView(spoken, story) {
  return html`<ol class="story" aria-label=${spoken.tell("story.label", { number: story.ticket.number })}>
    ${story.entries.map((entry) => row(spoken, story, entry))}
  </ol>`;
}

/** @param {Speech} spoken @param {Story} story @param {Entry} entry */
function row(spoken, story, entry) {
  const kind = PAPER.includes(entry.act) ? "paper" : (KINDS[entry.act] ?? "other");
  const more = [...details(spoken, entry), ...alone(spoken, story, entry)];
  return html`<li data-act=${entry.act} data-kind=${kind}>
    <time datetime=${entry.at}>${hallTime(story, entry.at)}</time>
    <span class="story-what"><b>${actName(spoken, entry)}</b>
      ${entry.window === null ? nothing : html`<span class="chip">${spoken.tell("story.window", { window: entry.window })}</span>`}
      ${more.length === 0 ? nothing : html`<span class="second">${more.join(" · ")}</span>`}
      ${entry.note === "" ? nothing : html`<q>${entry.note}</q>`}</span>
    <small class="story-who">${whoDid(spoken, entry)}</small>
  </li>`;
}

/** @param {Speech} spoken @param {Entry} entry */
function actName({ tell, knows }, entry) {
  const key = `act.${entry.act}`;
  return knows(key) ? tell(key, { print: entry.print === null ? "" : tell(`state.${entry.print}`) }) : entry.act;
}

/** @param {Speech} spoken @param {Entry} entry @returns {string[]} what the act says beyond its name */
function details({ tell, name }, entry) {
  /** @type {(string | null | false)[]} */
  const said = [
    ...entry.items.map((item) => name(item)),
    name(entry.item),
    name(entry.reason),
    entry.appointment && tell(entry.appointment.due ? "story.booked" : "story.booked_late", { half: tell(`half.${entry.appointment.half}`) }),
    entry.agent && tell("desk.agent"),
    entry.receipt !== null && tell("story.receipt", { receipt: entry.receipt }),
    ...entry.beyond.map((limit) => tell(`beyond.${limit}`)),
    (entry.act === "issue" || entry.act === "check_in" || entry.heard_at !== null) && tell("story.queue", { queue: entry.queue ?? "" }),
    entry.rule && tell("story.why", { rule: tell(`rule.${entry.rule.rule}`), minutes: Math.floor(entry.rule.waited_s / 60) }),
    entry.recall > 0 && tell("story.recall", { count: entry.recall }),
    goal(tell, entry),
    entry.place && tell(`place.${entry.place}`),
    entry.undone && tell(`act.${entry.undone}`),
    entry.outcome && tell(`outcome.${entry.outcome}`),
    entry.copy_number > 0 && tell("paper.copy", { count: entry.copy_number }),
    entry.printer,
  ];
  return /** @type {string[]} */ (said.filter(Boolean));
}

/** @param {Speech} spoken @param {Story} story @param {Entry} entry @returns {string[]} of a number that a kiosk gave alone */
function alone({ tell }, story, { heard_at, replaced, replaced_by, duplicate_of }) {
  /** @type {(string | null)[]} */
  const said = [
    heard_at && tell("story.heard_at", { time: hallTime(story, heard_at) }),
    replaced && tell("story.replaced", { number: replaced }),
    replaced_by && tell("story.replaced_by", { number: replaced_by }),
    duplicate_of && tell("story.duplicate_of", { number: duplicate_of }),
  ];
  return /** @type {string[]} */ (said.filter(Boolean));
}

/** @param {Speech["tell"]} tell @param {Entry} entry where a transfer leads */
function goal(tell, { to_window, to_queue }) {
  if (to_window) return tell("story.to_window", { window: to_window });
  return to_queue && tell("story.to_queue", { queue: to_queue });
}

/** @param {Speech} spoken @param {Entry} entry */
function whoDid({ tell }, entry) {
  if (entry.actor === "visitor" || entry.who === "") return tell(`story.by.${entry.actor}`);
  return entry.name || entry.who;
}
