/** The console's header: which window, who, today's figures, connection. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { stopwatch } from "/assets/clock.js";
import { placesNav } from "../places.js";
import { languageSwitch } from "../screen.js";

/**
 * @param {import("./page.js").Console} screen
 * @param {import("./page.js").Hands} hands
 * @param {import("../messages").DeskState} desk
 * @param {string} who
 */
export function deskHeader(screen, hands, desk, who) {
  const { tell, name } = screen.speech;
  return html`<header class="bar">
    <h1>${tell("desk.title", { window: desk.window })}</h1>
    <span class="pill">${name(desk.zone_name)} · ${name(desk.profile.name)}</span>
    <span>${screen.session.name}</span>
    ${desk.state === "PAUSED" && desk.current
      ? html`<span class="pill attention">${tell("desk.paused", { reason: name(desk.pause_reason) })}</span>`
      : nothing}
    ${desk.day_open ? nothing : html`<span class="pill attention">${tell("desk.day_closed")}</span>`}
    <span class="gap"></span>
    <span class="figure">${tell("desk.served_today", { count: desk.served_today })}</span>
    ${desk.average_s === null
      ? nothing
      : html`<span class="figure">${tell("desk.average", { time: stopwatch(desk.average_s) })}</span>`}
    ${placesNav(screen.speech, screen.session, "desk")}
    ${lineMark(screen)}
    ${languageSwitch(screen.speech, hands.change)}
    <button class="quiet" type="button" data-act="keys" @click=${() => hands.ask("keys")}>
      ${tell("desk.do.keys")} <kbd>?</kbd>
    </button>
    ${who === "mine" && desk.state === "CLOSED"
      ? html`<button class="quiet" type="button" data-act="sign_out" ?disabled=${!screen.line.up || screen.doing !== null}
          @click=${() => hands.act("sign_out")}>${tell("desk.do.sign_out")} <kbd>X</kbd></button>`
      : nothing}
  </header>`;
}

/** @param {import("./page.js").Console} screen */
function lineMark({ line, speech }) {
  const state = line.up ? "up" : "down";
  return html`<span class="pill line-mark" data-line=${state}>${speech.tell(`line.${state}_short`)}</span>`;
}
