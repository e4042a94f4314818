/** The phone while everybody is told to leave: the sentence and nothing else. */
import { evacuationLines, evacuationScreen } from "/assets/evacuation.js";
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallTime } from "../hall_time.js";

/**
 * @param {import("./page.js").Visit} screen
 * @param {import("../messages").EvacuationView} evacuation
 * @param {boolean} fresh whether the hall was heard just now
 */
export function evacuationView({ speech, visit, heardAt }, { text, since }, fresh) {
  const { tell } = speech;
  const heard = heardAt === null ? "" : hallTime(visit, heardAt);
  document.title = tell("visit.evacuation");
  return evacuationScreen({
    text,
    word: tell("visit.evacuation"),
    since: tell("visit.evacuation_since", { time: hallTime(visit, since) }),
    stale: fresh ? nothing : tell("visit.evacuation_stale", { time: heard }),
  });
}

/** @param {import("../messages").VisitState | null} visit the live region, empty on an ordinary day */
export function evacuationAloud(visit) {
  const lines = visit?.evacuation ? evacuationLines(visit.evacuation.text) : [];
  return html`<p class="unseen" role="alert">
    ${lines.map(({ language, line }) => html`<span lang=${language}>${line}</span>`)}
  </p>`;
}
