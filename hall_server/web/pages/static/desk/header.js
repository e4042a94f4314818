/** The console's header: which window, who, today's figures, connection; links to other pages until one sits there. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { stopwatch } from "/assets/clock.js";
import { hallTime } from "../hall_time.js";
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
    <span class="pill clip">${name(desk.zone_name)} · ${name(desk.profile.name)}</span>
    ${loanPill(screen, desk)}
    <span class="who clip">${screen.session.name}</span>
    ${desk.state === "PAUSED" && desk.current
      ? html`<span class="pill attention">${tell("desk.paused", { reason: name(desk.pause_reason) })}</span>`
      : nothing}
    ${desk.day_open ? nothing : html`<span class="pill attention">${tell("desk.day_closed")}</span>`}
    <span class="gap"></span>
    ${figures(screen, hands, desk)} ${lineMark(screen)}
    ${who === "mine"
      ? html`<button class="quiet" type="button" data-act="bar" @click=${() => hands.act("bar")}>${tell("desk.do.bar")} <kbd>B</kbd></button>`
      : placesNav(screen.speech, screen.session, "desk")}
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

/**
 * Served, mean service, mean wait; the day in full behind them.
 * @param {import("./page.js").Console} screen
 * @param {import("./page.js").Hands} hands
 * @param {import("../messages").DeskState} desk
 */
function figures({ speech }, hands, desk) {
  const { tell } = speech;
  const figure = (/** @type {string} */ key, /** @type {number | null} */ seconds) =>
    seconds === null ? nothing : html`<span class="figure">${tell(key, { time: stopwatch(seconds) })}</span>`;
  return html`<button class="quiet figures" type="button" data-act="my_day" @click=${() => hands.ask("my_day")}>
    <span class="figure">${tell("desk.served_today", { count: desk.served_today })}</span>
    ${figure("desk.average", desk.average_s)} ${figure("desk.wait_average", desk.wait_average_s)} <kbd>Y</kbd>
  </button>`;
}

/** @param {import("./page.js").Console} screen @param {import("../messages").DeskState} desk */
function loanPill({ speech }, desk) {
  const { loan } = desk;
  if (loan === null) return nothing;
  const values = { queue: loan.queue, name: speech.name(loan.name), time: hallTime(desk, loan.until) };
  return html`<span class="pill attention" data-loan=${loan.queue} title=${values.name}>${speech.tell("desk.loan", values)}</span>`;
}

/** @param {import("./page.js").Console} screen */
export function lineMark({ line, speech }) {
  const state = line.up ? "up" : "down";
  return html`<span class="pill line-mark" data-line=${state}>${speech.tell(`line.${state}_short`)}</span>`;
}
