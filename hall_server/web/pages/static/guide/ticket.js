/** The centre of the desk: the open ticket with where it stands and its story; a number just given is shown large. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallNow } from "/assets/clock.js";
import { hallTime } from "../hall_time.js";
import { storyView } from "../story.js";
import { bookedView } from "./booked.js";
import { mayComeBack } from "./commands.js";

/** @typedef {import("./page.js").Guide} Guide */
/** @typedef {import("./page.js").Hands} Hands */
/** @typedef {import("../messages").Story} Story */
/** @typedef {import("../messages").TicketView} Ticket */

const ALL_DAY = "00:00-00:00";

/** @param {Guide} screen @param {Hands} hands */
export function centreView(screen, hands) {
  const { story, issued, booked } = screen;
  if (story === null) return booked === null ? resting(screen) : bookedView(screen, booked);
  const fresh = issued?.ticket.ticket_id === story.ticket.ticket_id ? issued : null;
  return html`<article data-ticket=${story.ticket.number} data-state=${story.ticket.state}>
    ${fresh ? given(screen, hands, story.ticket, fresh) : head(screen, story)}
    ${facts(screen, story, fresh === null)}
    <h3>${screen.speech.tell("guide.story")}</h3>
    ${storyView(screen.speech, story)}
  </article>`;
}

/** @param {Guide} screen */
function resting({ speech, guide }) {
  const { tell, name } = speech;
  const hours = guide?.hours.map((period) => (period === ALL_DAY ? tell("guide.hours_all") : period.replace("-", "–"))) ?? [];
  return html`<div class="rest" data-rest="empty">
    <p class="rest-title">${tell("guide.rest")}</p>
    <p class="second">${tell("guide.rest_hint")}</p>
    <p class="today"><span class="second">${tell("guide.hours")}</span> <b>${hours.join(tell("list.comma")) || tell("guide.hours_none")}</b>
      ${guide?.special ? html`<span class="chip">${name(guide.special)}</span>` : nothing}</p>
  </div>`;
}

/** @param {Guide} screen @param {Story} story */
function head(screen, { ticket }) {
  const { tell, name } = screen.speech;
  return html`<div class="head">
    <p class="number">${ticket.number}</p>
    <div class="about">
      <h2>${name(ticket.item)}</h2>
      <p class="second"><span class="zone-letter" data-zone=${ticket.zone}>${ticket.zone}</span>
        ${name(ticket.zone_name)} · ${name(ticket.queue_name)}</p>
      <p class="chips">${ticket.reason ? html`<span class="chip strong">${name(ticket.reason)}</span>` : nothing}
        ${ticket.errands.map((errand) => html`<span class="chip">${tell("guide.then", { item: name(errand) })}</span>`)}</p>
    </div>
    ${standing(screen, ticket)}
  </div>`;
}

/** Where it stands, in a word and a time. @param {Guide} screen @param {Ticket} ticket */
function standing({ speech, guide }, ticket) {
  const { tell } = speech;
  const minutes = minutesSince(ticket.state === "WAITING" ? ticket.waiting_since : ticket.since);
  const late = ticket.state === "WAITING" && minutes >= ticket.limit_minutes;
  const of = ticket.state === "WAITING" ? "guide.minutes_of" : "guide.minutes_since";
  const until = mayComeBack(ticket) ? tell("guide.until", { time: hallTime(guide, /** @type {string} */ (ticket.come_back_until)) }) : null;
  return html`<div class="standing">
    <p class="state" data-state=${ticket.state}>${tell(`state.${ticket.state}`)}</p>
    <p>${ticket.window ? tell(ticket.state === "WAITING" ? "guide.pinned" : "desk.title", { window: ticket.window }) : nothing}</p>
    <p class=${late ? "late" : "second"}>${tell(of, { minutes, limit: ticket.limit_minutes })}</p>
    ${until ? html`<p class="second">${until}</p>` : nothing}
  </div>`;
}

/** @param {Guide} screen @param {Hands} hands @param {Ticket} ticket @param {NonNullable<Guide["issued"]>} issued */
function given(screen, hands, ticket, { ticket: told, until }) {
  const { tell, name } = screen.speech;
  const left = Math.ceil((until.getTime() - hallNow().getTime()) / 1000);
  const cancel = () => hands.act("cancel_number", { stop: ticket.stop_id }, ticket.number);
  return html`<div class="given" role="status" data-given=${told.number}>
    <p class="second">${tell("guide.given")}</p>
    <p class="number">${told.number}</p>
    <p class="given-where"><span class="zone-letter" data-zone=${told.zone_code}>${told.zone_code}</span>
      <b>${name(told.zone)}</b> ${tell("guide.windows", { windows: told.windows.join(tell("list.comma")) })}</p>
    <p>${told.items.map(name).join(tell("list.comma"))}${told.reason ? html` <span class="chip strong">${name(told.reason)}</span>` : nothing}</p>
    <p class="second">${waitWords(screen, ticket.wait ?? told.wait)}${told.print_job === null ? html` · ${tell("guide.not_printed")}` : nothing}</p>
    ${left > 0 && ticket.state === "WAITING"
      ? html`<button class="plain" type="button" data-act="cancel_number" ?disabled=${screen.doing || !screen.line.up} @click=${cancel}>
          ${tell("guide.do.cancel_number", { seconds: left })}</button>`
      : nothing}
  </div>`;
}

/** @param {Guide} screen @param {Story} story @param {boolean} waits whether the wait is to be told here */
function facts(screen, { ticket }, waits) {
  const { tell } = screen.speech;
  return html`<dl class="facts">
    ${fact(tell("guide.fact.issued"), `${day(screen, ticket)}${hallTime(screen.guide, ticket.issued_at)} · ${ticket.issued_by}${ticket.offline ? ` · ${tell("guide.fact.offline")}` : ""}`)}
    ${waits && ticket.wait ? fact(tell("guide.fact.wait"), waitWords(screen, ticket.wait)) : nothing}
    ${fact(tell("guide.fact.language"), tell(`guide.language.${ticket.language}`))}
    ${ticket.note ? fact(tell("guide.fact.note"), ticket.note) : nothing}
  </dl>`;
}

/** @param {Guide} screen @param {Ticket} ticket @returns {string} the date of a ticket that is not today's */
function day({ guide }, { date }) {
  return guide?.date === date ? "" : `${date} `;
}

/** @param {string} label @param {string} value */
function fact(label, value) {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

/** @param {Guide} screen @param {import("../messages").Wait} wait */
export function waitWords({ speech }, { ahead, low, high }) {
  const { tell } = speech;
  if (low === null || high === null) return tell("guide.no_window", { ahead });
  return high === 0 ? tell("guide.soon", { ahead }) : tell("guide.range", { ahead, low, high });
}

/** @param {string} moment @returns {number} whole minutes from then to the hall's present */
export function minutesSince(moment) {
  return Math.max(0, Math.floor((hallNow().getTime() - Date.parse(moment)) / 60000));
}
