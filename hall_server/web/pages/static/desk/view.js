/** The console as a whole: header, line, centre, pool, footer; and the dialog when one is open. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { named } from "/assets/texts.js";
import { centre } from "./centre.js";
import { deskNow, sitting } from "./desk_now.js";
import { askingView } from "./dialogs.js";
import { deskFooter } from "./footer.js";
import { deskHeader } from "./header.js";
import { hallTime } from "../hall_time.js";
import { lineView } from "./line.js";
import { poolView } from "./pool.js";

/**
 * @param {import("./page.js").Console} screen
 * @param {import("./page.js").Hands} hands
 */
export function deskView(screen, hands) {
  const { tell } = screen.speech;
  if (screen.desk === null) return html`<main class="waiting" role="status">${tell("desk.joining")}</main>`;
  const desk = deskNow(screen.desk, screen.answer);
  const who = sitting(desk, screen.session.badge, screen.seat);
  document.title = `${desk.current?.number ?? tell("desk.title", { window: desk.window })} · ${named(desk.hall, screen.speech.language)}`;
  return html`
    ${deskHeader(screen, hands, desk, who)} ${banner(screen)}
    <div class="columns">
      ${lineView(screen, hands, desk, who)}
      <div class="middle"><main class="centre">${centre(screen, desk, who)}</main>${refusalBar(screen, hands)}</div>
      ${poolView(screen, hands, desk, who)}
    </div>
    ${deskFooter(screen, hands, desk, who)}
    ${screen.asking ? askingView(screen, hands, desk) : nothing}
  `;
}

/** @param {import("./page.js").Console} screen */
function banner({ line, speech, desk }) {
  if (line.up) return nothing;
  return html`<p class="banner" role="alert" data-banner="offline">
    ${speech.tell("line.down", { time: hallTime(desk, line.since) })}
  </p>`;
}

/**
 * @param {import("./page.js").Console} screen
 * @param {import("./page.js").Hands} hands
 */
function refusalBar({ refusal, asking, speech }, hands) {
  if (refusal === null || asking !== null) return nothing;
  return html`<div class="refusal" role="alert" data-refusal>
    <span>${refusal}</span>
    <button class="quiet" type="button" @click=${() => hands.change({ refusal: null })}>
      ${speech.tell("dialog.understood")} <kbd>Esc</kbd>
    </button>
  </div>`;
}
