/** The supervisor's view as a whole: header, windows, queues, printers, journal; the card of a window; a dialog. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallNow } from "/assets/clock.js";
import { hallTime } from "../hall_time.js";
import { languageSwitch } from "../screen.js";
import { logOut } from "../staff.js";
import { windowCard } from "./card.js";
import { askingView } from "./dialogs.js";
import { journalView } from "./journal.js";
import { placesNav } from "../places.js";
import { printersView } from "./printers.js";
import { queuesView } from "./queues.js";
import { windowsView } from "./windows.js";

/** @typedef {import("./page.js").Hall} Hall */
/** @typedef {import("./page.js").Hands} Hands */

/** @param {Hall} screen @param {Hands} hands */
export function hallView(screen, hands) {
  const { tell, name } = screen.speech;
  const { hall } = screen;
  if (hall === null) {
    return html`<main class="waiting" role="status"><p>${screen.refusal ?? tell("hall.joining")}</p>
      ${screen.refusal === null ? nothing : html`<p><a href="/desk">${tell("hall.to_desk")}</a></p>`}</main>`;
  }
  document.title = tell("hall.title", { hall: name(hall.hall) });
  return html`${header(screen, hands, hall)} ${bars(screen, hands)}
    <main>
      ${windowsView(screen, hands, hall)}
      ${queuesView(screen, hands, hall)}
      <div class="side">${windowCard(screen, hands, hall)} ${printersView(screen, hands, hall)} ${journalView(screen, hands)}</div>
    </main>
    ${screen.asking ? askingView(screen, hands, hall) : nothing}`;
}

/** @param {Hall} screen @param {Hands} hands @param {import("../messages").HallState} hall */
function header(screen, hands, hall) {
  const { tell, name } = screen.speech;
  const waiting = hall.queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const open = hall.windows.filter(({ state }) => state !== "closed" && state !== "paused").length;
  const state = screen.line.up ? "up" : "down";
  const day = hall.day_open ? "close" : "open";
  return html`<header class="bar">
    <h1>${name(hall.hall)}</h1>
    <span class="pill ${hall.day_open ? "" : "attention"}" data-day=${hall.day_open ? "open" : "closed"}>
      ${tell(hall.day_open ? "hall.day_open" : "hall.day_closed", { date: hall.date })}</span>
    <dl class="figures">
      ${figure(tell("hall.waiting"), waiting)} ${figure(tell("hall.windows_open"), `${open}/${hall.windows.length}`)}
      ${figure(tell("hall.issued"), hall.issued_today)} ${figure(tell("hall.served"), hall.served_today)}
      ${figure(tell("hall.missed"), hall.missed_today)}
    </dl>
    <span class="gap"></span>
    <b class="time">${hallTime(hall, hallNow())}</b>
    <span class="pill line-mark" data-line=${state}>${tell(`line.${state}_short`)}</span>
    <button class="plain small" type="button" data-act="day-${day}" ?disabled=${!screen.line.up}
      @click=${() => hands.ask({ kind: `day_${day}` })}>${tell(`hall.do.day_${day}`)}</button>
    ${placesNav(screen.speech, screen.session, "hall")}
    ${languageSwitch(screen.speech, hands.change)}
    <button class="quiet" type="button" @click=${() => logOut(screen.session)}>${tell("login.out")}</button>
  </header>`;
}

/** @param {string} label @param {string | number} value */
function figure(label, value) {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

/** @param {Hall} screen @param {Hands} hands */
function bars({ line, speech, hall, refusal, notice, asking }, hands) {
  const { tell } = speech;
  const down = html`<p class="banner" role="alert" data-banner="offline">${tell("hall.line_down", { time: hallTime(hall, line.since) })}</p>`;
  const said = (asking === null ? refusal : null) ?? notice;
  return html`${line.up ? nothing : down}
  ${said === null
    ? nothing
    : html`<div class="refusal" role="alert" ?data-refusal=${refusal !== null}><span>${said}</span>
        <button class="quiet" type="button" @click=${() => hands.change({ refusal: null, notice: null })}>
          ${tell("dialog.understood")}</button></div>`}`;
}
