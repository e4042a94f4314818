/** A queue's next hour as lines from zero, labelled where they end; its limit is drawn as a line, its numbers are a table. */
import { html, nothing, svg } from "/assets/vendor/lit-html/lit-html.js";

/** @typedef {import("../messages").HallQueue} HallQueue */
/** @typedef {import("../messages").OutlookPoint} Point */
/** @typedef {import("../language.js").Speech} Speech */
/** @typedef {{minutes: number, value: number}} Dot */

const HOUR = 60;
/** Room above the highest value, so that a line at the limit is not the chart's edge. */
const HEADROOM = 1.15;

/** @param {HallQueue} queue @returns {Point[]} from now on; now alone while nothing is expected */
function ahead({ waiting, longest_s, outlook }) {
  return [{ minutes: 0, waiting, longest_s }, ...outlook];
}

/** @param {Point} point */
const wholeMinutes = ({ longest_s }) => Math.floor(longest_s / 60);

/** @param {HallQueue} queue @returns {Dot[]} the longest wait in minutes */
function longestWaits(queue) {
  return ahead(queue).map((point) => ({ minutes: point.minutes, value: wholeMinutes(point) }));
}

/** @param {HallQueue} queue @returns {number | null} in how many minutes the limit is expected to be passed; null: not within the hour */
export function passesLimitIn({ outlook, limit_minutes }) {
  return outlook.find((point) => wholeMinutes(point) >= limit_minutes)?.minutes ?? null;
}

/** The longest wait of the next hour in the space of a table's cell. @param {Speech} speech @param {HallQueue} queue */
export function sparkline({ tell }, queue) {
  if (queue.outlook.length === 0) return html`<span class="second">${tell("floor.outlook_none")}</span>`;
  const dots = longestWaits(queue);
  const last = dots[dots.length - 1].value;
  const late = last >= queue.limit_minutes ? "late" : "";
  return html`<span class="spark ${late}"><svg viewBox="0 0 60 24" preserveAspectRatio="none" aria-hidden="true">
      ${lines(dots, queue.limit_minutes, { left: 0, top: 1, width: 60, height: 22 })}</svg>
    <span class="longest ${late}"><span class="unseen">${tell("floor.in_an_hour")}</span>${tell("floor.minutes", { count: last })}</span></span>`;
}

/** The two charts and the table of a queue's card. @param {Speech} speech @param {HallQueue} queue */
export function outlookView(speech, queue) {
  const { tell } = speech;
  if (queue.outlook.length === 0) return html`<p class="second">${tell("floor.outlook_unknown")}</p>`;
  const people = ahead(queue).map(({ minutes, waiting }) => ({ minutes, value: waiting }));
  return html`<figure class="outlook">
      ${chart(speech, tell("floor.chart_longest"), longestWaits(queue), queue.limit_minutes)}
      ${chart(speech, tell("floor.chart_waiting"), people, null)}
    </figure>
    <details class="numbers"><summary>${tell("floor.as_table")}</summary>${table(speech, queue)}</details>`;
}

/** @param {Speech} speech @param {string} title @param {Dot[]} dots @param {number | null} limit */
function chart({ tell }, title, dots, limit) {
  const place = { left: 4, top: 8, width: 214, height: 52 };
  const scale = scaleOf(dots, limit, place);
  const last = dots[dots.length - 1];
  const late = limit !== null && last.value >= limit ? "late" : "";
  return html`<figcaption>${title}</figcaption>
    <svg class="chart ${late}" viewBox="0 0 264 80" aria-hidden="true">
      ${lines(dots, limit, place)}
      ${svg`<text class="end" x=${scale.x(last.minutes) + 6} y=${scale.y(last.value) + 4}>${last.value}</text>`}
      ${limit === null || Math.abs(scale.y(limit) - scale.y(last.value)) < 12 ? nothing
        : svg`<text x=${scale.x(HOUR) + 6} y=${scale.y(limit) + 4}>${tell("floor.limit", { minutes: limit })}</text>`}
      ${dots.map(({ minutes }) => svg`<text class="tick" x=${scale.x(minutes)} y="75"
        text-anchor=${minutes === 0 ? "start" : "middle"}>${minutes === 0 ? tell("floor.now") : minutes}</text>`)}
    </svg>`;
}

/** @param {Dot[]} dots @param {number | null} limit @param {{left: number, top: number, width: number, height: number}} place */
function scaleOf(dots, limit, { left, top, width, height }) {
  const most = Math.max(1, limit ?? 0, ...dots.map(({ value }) => value)) * HEADROOM;
  return {
    x: (/** @type {number} */ minutes) => left + (minutes / HOUR) * width,
    y: (/** @type {number} */ value) => top + height - (value / most) * height,
  };
}

/** @param {Dot[]} dots @param {number | null} limit @param {{left: number, top: number, width: number, height: number}} place */
function lines(dots, limit, place) {
  const { x, y } = scaleOf(dots, limit, place);
  const path = dots.map(({ minutes, value }) => `${x(minutes)},${y(value)}`).join(" ");
  return svg`<line class="zero" x1=${x(0)} x2=${x(HOUR)} y1=${y(0)} y2=${y(0)} />
    ${limit === null ? nothing : svg`<line class="limit" x1=${x(0)} x2=${x(HOUR)} y1=${y(limit)} y2=${y(limit)} />`}
    <polyline class="course" points=${path} />`;
}

/** @param {Speech} speech @param {HallQueue} queue */
function table({ tell }, queue) {
  return html`<table><thead><tr><th scope="col">${tell("floor.when")}</th><th scope="col">${tell("floor.chart_waiting")}</th>
      <th scope="col">${tell("floor.chart_longest")}</th></tr></thead>
    <tbody>${ahead(queue).map((point) => html`<tr>
      <th scope="row">${point.minutes === 0 ? tell("floor.now") : tell("floor.in_minutes", { count: point.minutes })}</th>
      <td>${point.waiting}</td><td>${wholeMinutes(point)}／${queue.limit_minutes}</td></tr>`)}</tbody></table>`;
}
