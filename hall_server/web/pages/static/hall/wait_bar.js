/** A queue's longest wait against its limit, in words and as a bar. */
import { html, svg } from "/assets/vendor/lit-html/lit-html.js";
import { isLate } from "./urgency.js";

/**
 * The longest wait as a bar from zero; the queue's limit is the line across it.
 * @param {import("../language.js").Speech} speech
 * @param {import("./urgency.js").LimitedQueue} queue
 */
export function waitBar({ tell }, queue) {
  const minutes = Math.floor(queue.longest_s / 60);
  const late = isLate(queue);
  const scale = 100 / Math.max(queue.limit_minutes * 1.5, minutes);
  const said = tell(late ? "hall.minutes_late" : "hall.minutes_of", { minutes, limit: queue.limit_minutes });
  return html`<span class="longest ${late ? "late" : ""}">${said}</span>
    <svg class="wait-bar ${late ? "late" : ""}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<rect class="track" width="100" height="8" /><rect class="fill" width=${minutes * scale} height="8" />
      <rect class="limit" x=${queue.limit_minutes * scale - 0.5} width="1" height="8" />`}
    </svg>`;
}
