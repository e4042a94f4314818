/** The supervisor's view as a whole: head, floor plan, queues, side; a dialog; what is wrong is said on top. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallNow } from "/assets/clock.js";
import { hallTime } from "../hall_time.js";
import { storyDialog } from "../story_dialog.js";
import { alertCue, alertedWindows, untaken } from "./alerts.js";
import { askingView } from "./dialogs.js";
import { evacuationBand } from "./evacuation.js";
import { headerView } from "./header.js";
import { floorPlan } from "./plan.js";
import { queuesView } from "./queues.js";
import { sideView } from "./side.js";

/** @typedef {import("./state.js").Hall} Hall */
/** @typedef {import("./state.js").Hands} Hands */

/** @param {Hall} screen @param {Hands} hands */
export function hallView(screen, hands) {
  const { tell } = screen.speech;
  const { hall } = screen;
  if (hall === null) {
    return html`<main class="waiting" role="status"><p>${screen.refusal ?? tell("hall.joining")}</p>
      ${screen.refusal === null ? nothing : html`<p><a href="/desk">${tell("hall.to_desk")}</a></p>`}</main>`;
  }
  document.title = titleOf(screen, hall);
  const plan = { zones: hall.zones, windows: hall.windows, queues: hall.queues, now: hallNow(),
    picked: screen.picked, reached: screen.reached, alerted: alertedWindows(hall) };
  return html`${headerView(screen, hands, hall)} ${bars(screen, hands)} ${evacuationBand(screen, hands, hall)}
    <main>
      ${floorPlan(screen.speech, plan, { pick: hands.pick, reach: (reached) => hands.change({ reached }) })}
      ${queuesView(screen, hands, hall)} ${sideView(screen, hands, hall)}
    </main>
    ${alertCue(screen)} ${overlay(screen, hands, hall)}`;
}

/** The dialog that is open. @param {Hall} screen @param {Hands} hands @param {import("../messages").HallState} hall */
function overlay(screen, hands, hall) {
  if (screen.asking !== null) return askingView(screen, hands, hall);
  return screen.story === null ? nothing : storyDialog(screen.speech, screen.story, () => hands.change({ story: null }));
}

/** @param {Hall} screen @param {import("../messages").HallState} hall @returns {string} with the alerts nobody looks after, so that a tab behind others tells them */
function titleOf({ speech: { tell, name } }, hall) {
  const title = tell(hall.evacuation === null ? "hall.title" : "floor.title_evacuation", { hall: name(hall.hall) });
  const count = untaken(hall).length;
  return count === 0 ? title : `(${count}) ${title}`;
}

/** @param {Hall} screen @param {Hands} hands */
function bars({ line, speech, hall, refusal, notice, asking }, hands) {
  const { tell } = speech;
  const words = tell("hall.line_down", { time: hallTime(hall, line.since) });
  const down = html`<p class="banner" role="alert" data-banner="offline">${words}</p>`;
  const said = (asking === null ? refusal : null) ?? notice;
  return html`${line.up ? nothing : down}
  ${said === null
    ? nothing
    : html`<div class="refusal" role="alert" ?data-refusal=${refusal !== null}><span>${said}</span>
        <button class="quiet" type="button" @click=${() => hands.change({ refusal: null, notice: null })}>
          ${tell("dialog.understood")}</button></div>`}`;
}
