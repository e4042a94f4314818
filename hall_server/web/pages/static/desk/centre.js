/** The centre of the console: the stop in hand, or what to do when there is none. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallTime } from "../hall_time.js";
import { minutesSince } from "./line.js";
import { ticketView } from "./ticket.js";

/**
 * @param {import("./page.js").Console} screen
 * @param {import("./page.js").Hands} hands
 * @param {import("../messages").DeskState} desk
 * @param {string} who
 */
export function centre(screen, hands, desk, who) {
  if (who !== "mine") return notMine(screen, desk, who);
  if (desk.current) return ticketView(screen, hands, desk, desk.current);
  return resting(screen, desk);
}

/**
 * @param {import("./page.js").Console} screen
 * @param {import("../messages").DeskState} desk
 * @param {string} who
 */
function notMine({ speech, bar }, desk, who) {
  const { tell } = speech;
  const values = { window: desk.window, clerk: desk.clerk?.name ?? "", badge: desk.clerk?.badge ?? "" };
  const told = who === "other_tab" && bar !== null ? "in_bar" : who;
  return html`<div class="rest" data-rest=${who}>
    <p class="rest-title">${tell(`desk.${told}`, values)}</p>
    <p class="second">${tell(`desk.${told}_hint`, values)}</p>
    ${who === "other_clerk" ? html`<p><a href="/desk">${tell("desk.choose_other")}</a></p>` : nothing}
  </div>`;
}

/**
 * @param {import("./page.js").Console} screen
 * @param {import("../messages").DeskState} desk
 */
function resting({ speech }, desk) {
  const { tell, name } = speech;
  const since = hallTime(desk, desk.since);
  if (desk.state === "CLOSED") return rest("closed", tell("desk.closed"), tell("desk.closed_hint"));
  if (desk.state === "PAUSED") {
    const reason = name(desk.pause_reason);
    return rest("paused", tell("desk.paused", { reason }), tell("desk.paused_hint", { since }));
  }
  const next = desk.line[0];
  if (!next) return rest("empty", tell("desk.nobody"), tell("desk.nobody_hint"));
  return html`<div class="rest" data-rest="free">
    <p class="second">${tell("desk.next")}</p>
    <p class="next-number">${next.number}</p>
    <p class="rest-title">${name(next.item)}</p>
    ${next.note ? html`<p class="said">${next.note}</p>` : nothing}
    <p class="second">${tell("desk.next_wait", { minutes: minutesSince(next.waiting_since) })}</p>
  </div>`;
}

/** @param {string} kind @param {string} title @param {string} hint */
function rest(kind, title, hint) {
  return html`<div class="rest" data-rest=${kind}>
    <p class="rest-title">${title}</p>
    <p class="second">${hint}</p>
  </div>`;
}
