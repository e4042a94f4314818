/** The right of the desk: who is beyond the limit, who may come back, what is closed, paper in trouble; the queues. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { hallNow } from "/assets/clock.js";
import { hallTime } from "../hall_time.js";
import { isOpenEnd, placeName, printerLevel, printerMending, printerState } from "../paper.js";
import { sheetRow } from "../sheets.js";
import { minutesSince } from "./ticket.js";

/** @typedef {import("./page.js").Guide} Guide */
/** @typedef {import("./page.js").Hands} Hands */
/** @typedef {import("../messages").GuideState} GuideState */

/** @param {Guide} screen @param {Hands} hands @param {GuideState} guide */
export function listsView(screen, hands, guide) {
  return html`<aside class="lists" aria-label=${screen.speech.tell("guide.lists")} tabindex="0">
    ${lateView(screen, hands, guide)} ${missedView(screen, hands, guide)} ${closuresView(screen, guide)}
    ${paperView(screen, hands, guide)}
  </aside>`;
}

/** @param {string} name @param {string} title @param {number} count @param {string} none @param {unknown} rows */
function list(name, title, count, none, rows) {
  return html`<section data-list=${name}>
    <h2><span>${title}</span>${count > 0 ? html`<span class="count">${count}</span>` : nothing}</h2>
    ${count > 0 ? html`<ul class="rows">${rows}</ul>` : html`<p class="second">${none}</p>`}
  </section>`;
}

/** @param {Guide} screen @param {Hands} hands @param {GuideState} guide */
function lateView({ speech }, hands, { late, late_total }) {
  const { tell, name } = speech;
  const rows = repeat(late, ({ ticket_id }) => ticket_id, (ticket) => html`<li><button class="row" type="button"
      data-late=${ticket.number} @click=${() => hands.open(ticket.ticket_id)}>
    <b>${ticket.number}</b>
    <span class="what"><span class="clip">${name(ticket.item)}</span>
      <small>${tell("story.queue", { queue: ticket.queue })}${ticket.window ? ` · ${tell("desk.title", { window: ticket.window })}` : nothing}${
        ticket.reason ? ` · ${name(ticket.reason)}` : nothing}</small></span>
    <span class="late">${tell("guide.late_of", { minutes: minutesSince(ticket.waiting_since), limit: ticket.limit_minutes })}</span>
  </button></li>`);
  return list("late", tell("guide.late"), late_total, tell("guide.late_none"), html`${rows}
    ${late_total > late.length ? html`<li class="second">${tell("desk.more", { count: late_total - late.length })}</li>` : nothing}`);
}

/** @param {Guide} screen @param {Hands} hands @param {GuideState} guide */
function missedView(screen, hands, guide) {
  const { tell, name } = screen.speech;
  const missed = guide.missed.filter(({ until }) => Date.parse(until) > hallNow().getTime());
  const still = screen.doing || !screen.line.up;
  const rows = repeat(missed, ({ stop_id }) => stop_id, (ticket) => {
    const left = Math.ceil((Date.parse(ticket.until) - hallNow().getTime()) / 60000);
    return html`<li class="pair"><button class="row" type="button" data-missed=${ticket.number} @click=${() => hands.open(ticket.ticket_id)}>
        <b>${ticket.number}</b>
        <span class="what"><span class="clip">${name(ticket.item)}</span>
          <small>${tell("guide.left", { minutes: left })}${ticket.window ? ` · ${tell("desk.title", { window: ticket.window })}` : nothing}</small></span>
      </button>
      <button class="plain small" type="button" data-act="come_back" ?disabled=${still}
        @click=${() => hands.act("come_back", { stop: ticket.stop_id }, ticket.number)}>
        ${tell("guide.do.come_back")} <span class="unseen">${ticket.number}</span></button></li>`;
  });
  return list("missed", tell("guide.missed"), missed.length, tell("guide.missed_none"), rows);
}

/** @param {Guide} screen @param {GuideState} guide */
function closuresView({ speech }, guide) {
  const { tell, name } = speech;
  const rows = guide.closures.map((closure) => html`<li class="closure" data-closed=${closure.item ?? closure.queue}>
    <b>${closure.queue ? tell("story.queue", { queue: closure.queue }) : nothing} ${name(closure.name)}</b>
    <span>${name(closure.text)}</span><small class="second">${tell("paper.since", { time: hallTime(guide, closure.since) })}</small></li>`);
  return list("closures", tell("guide.closures"), guide.closures.length, tell("guide.closures_none"), rows);
}

/** @param {Guide} screen @param {GuideState} guide */
export function queuesView({ speech }, { queues }) {
  const { tell, name } = speech;
  return html`<section class="queues" data-list="queues" aria-label=${tell("guide.queues")}>
    <h2><span>${tell("guide.queues")}</span><span>${tell("hall.waiting")}</span></h2>
    <ul>${queues.map((queue) => {
      const minutes = Math.floor(queue.longest_s / 60);
      return html`<li data-queue=${queue.queue}>
        <span class="zone-letter" data-zone=${queue.zone}>${queue.queue}</span>
        <span class="queue-name">${name(queue.name)}<small>
          ${queue.waiting === 0 ? nothing : html`<span class=${minutes >= queue.limit_minutes ? "late" : ""}>${
            tell("guide.longest", { minutes, limit: queue.limit_minutes })}</span> · `}${newcomer(speech, queue)}</small></span>
        <b>${queue.waiting}</b></li>`;
    })}</ul></section>`;
}

/** @param {import("../language.js").Speech} spoken @param {import("../messages").HallQueue} queue what a newcomer meets */
function newcomer({ tell }, { closed, wait }) {
  if (closed) return html`<span class="attention">${tell("guide.shut")}</span>`;
  if (wait.low === null || wait.high === null) return html`<span class="attention">${tell("hall.range_none")}</span>`;
  return wait.high === 0 ? tell("minutes.soon") : tell("guide.newcomer", { low: wait.low, high: wait.high });
}

/** Printers in trouble, and sheets that did not come out. @param {Guide} screen @param {Hands} hands @param {GuideState} guide */
function paperView(screen, hands, guide) {
  const { speech } = screen;
  const ailing = guide.printers.filter((printer) => ["bad", "low"].includes(printerLevel(printer)));
  const open = guide.paper.filter((sheet) => isOpenEnd(sheet, guide.paper));
  const sheetHands = {
    still: screen.doing || !screen.line.up,
    reprint: (/** @type {import("../messages").PrintJobView} */ sheet) => hands.ask("reprint", sheet),
    cancel: (/** @type {import("../messages").PrintJobView} */ sheet) => hands.act("cancel_sheet", { job: sheet.job_id }, sheet.number),
  };
  return html`<section data-list="paper"><h2>${speech.tell("paper.title")}</h2>
    ${ailing.length + open.length === 0 ? html`<p class="second">${speech.tell("paper.good")}</p>` : nothing}
    <ul>${ailing.map((printer) => html`<li class="printer" data-printer=${printer.printer} data-level=${printerLevel(printer)}>
      <b class="clip">${printer.printer}</b><span class="printer-state">${printerState(speech, printer)}</span>
      <small class="second">${placeName(speech, printer.place)} · ${printerMending(speech, printer)}</small></li>`)}</ul>
    <ol class="sheets">${open.map((sheet) => sheetRow(speech, guide, sheet, sheetHands, sheet.printer))}</ol>
  </section>`;
}
