/** The bar: the number in hand, its clock and the few acts of every minute, as a row or as a column. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallNow, stopwatch } from "/assets/clock.js";
import { hallTime } from "../hall_time.js";
import { refusalBand } from "./bands.js";
import { STOP_COMMANDS, secondsToUndo } from "./commands.js";
import { mainAct } from "./desk_now.js";
import { lineMark } from "./header.js";

/** @typedef {import("./page.js").Console} Console */
/** @typedef {import("../messages").DeskState} DeskState */

const SHOWN = new Set(["recall", "no_show", "hold"]);

/**
 * @param {Console} screen
 * @param {import("./page.js").Hands} hands
 * @param {DeskState} desk
 * @param {string} who
 */
export function barView(screen, hands, desk, who) {
  const { tell } = screen.speech;
  const still = !screen.line.up || screen.doing !== null;
  const main = who === "mine" || who === "other_tab" ? mainAct(desk, /** @type {"mine" | "other_tab"} */ (who)) : null;
  const commands = STOP_COMMANDS.filter(({ name, fits }) => SHOWN.has(name) && fits(desk));
  const undo = who === "mine" ? secondsToUndo(desk) : 0;
  const button = (/** @type {string} */ name, /** @type {unknown} */ words, /** @type {string} */ key, kind = "plain") =>
    html`<button class=${kind} type="button" data-act=${name} ?disabled=${still && name !== "bar"}
      @click=${() => (name === "hold" ? hands.ask(name) : hands.act(name))}>${words} <kbd>${key}</kbd></button>`;
  return html`<main class="strip" data-bar>
    <h1 class="unseen">${tell("desk.title", { window: desk.window })}</h1>
    ${inHand(screen, desk, who)}
    ${main === null ? nothing : button(main, tell(`desk.do.${main}`), tell("key.space"), "primary main")}
    ${who === "mine" ? commands.map(({ name, key }) => button(name, tell(`desk.do.${name}`), key)) : nothing}
    ${undo === 0 ? nothing : button("undo", html`${tell("desk.do.undo")} <span class="seconds">${tell("desk.undo_seconds", { count: undo })}</span>`, "Z")}
    <span class="gap"></span>
    ${waiting(screen, desk)} ${lineMark(screen)} ${button("bar", tell("bar.back"), "B")}
  </main>
  ${screen.line.up
    ? refusalBand(screen, hands)
    : html`<p class="banner" role="alert" data-banner="offline">${tell("bar.down", { time: hallTime(desk, screen.line.since) })}</p>`}`;
}

/** @param {Console} screen @param {DeskState} desk @param {string} who */
function inHand({ speech }, desk, who) {
  const { tell, name } = speech;
  const stop = who === "mine" ? desk.current : null;
  if (stop === null) {
    const key = who !== "mine" ? "bar.elsewhere" : { CLOSED: "desk.closed", PAUSED: "bar.paused" }[desk.state] ?? "bar.free";
    return html`<p class="strip-rest">${tell(key)}</p>`;
  }
  const called = stop.state === "CALLED";
  const began = Date.parse((called ? stop.called_at : stop.started_at) ?? stop.since);
  return html`<p class="strip-number ${called ? "called" : ""}" data-number=${stop.number}>${stop.number}</p>
    <p class="strip-about"><span class="clip">${name(stop.item)}</span>
      <span><b role="timer">${stopwatch((hallNow().getTime() - began) / 1000)}</b> ${tell(called ? "bar.called" : "desk.serving")}</span></p>`;
}

/** @param {Console} screen @param {DeskState} desk */
function waiting({ speech }, desk) {
  const next = desk.line[0];
  return html`<p class="strip-next"><b>${speech.tell("desk.waiting", { count: desk.waiting })}</b>
    ${next ? html`<span>${speech.tell("bar.next", { number: next.number })}</span>` : nothing}</p>`;
}
