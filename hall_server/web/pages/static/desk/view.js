/** The console as a whole: header, line, centre, pool, footer; and the dialog when one is open. */
import { evacuationScreen } from "/assets/evacuation.js";
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { named } from "/assets/texts.js";
import { lowerBands, messageBand } from "./bands.js";
import { IS_BAR } from "./bar.js";
import { barView } from "./bar_view.js";
import { centre } from "./centre.js";
import { deskNow, sitting } from "./desk_now.js";
import { askingView } from "./dialogs.js";
import { deskFooter } from "./footer.js";
import { deskHeader } from "./header.js";
import { hallTime } from "../hall_time.js";
import { lineView } from "./line.js";
import { poolView } from "./pool.js";
import { receivingView } from "./receive/view.js";

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
  if (desk.evacuation) return everybodyOut(screen, desk, desk.evacuation);
  if (IS_BAR) return barView(screen, hands, desk, who);
  return html`
    ${deskHeader(screen, hands, desk, who)} ${banner(screen)} ${messageBand(screen, hands, desk, who)}
    <div class="columns">
      ${lineView(screen, hands, desk, who)}
      <div class="middle"><main class="centre" tabindex="0">${centre(screen, hands, desk, who)}</main>${lowerBands(screen, hands, desk, who)}</div>
      ${poolView(screen, hands, desk, who)}
    </div>
    ${deskFooter(screen, hands, desk, who)}
    ${screen.asking ? askingView(screen, hands, desk) : screen.receiving ? receivingView(screen, hands, desk) : nothing}
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
 * Nothing is called and no key does anything until it is over; it covers the whole console.
 * @param {import("./page.js").Console} screen
 * @param {import("../messages").DeskState} desk
 * @param {import("../messages").EvacuationView} evacuation
 */
function everybodyOut({ speech, line }, desk, { text, since, begun_by }) {
  const { tell } = speech;
  return evacuationScreen({
    text,
    word: tell("desk.evacuation"),
    since: tell("desk.evacuated_by", { badge: begun_by, time: hallTime(desk, since) }),
    stale: line.up ? nothing : tell("desk.evacuation_stale", { time: hallTime(desk, line.since) }),
  });
}
