/** The clerk's own day so far: what was served and how long it took, who did not come, the pauses. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { stopwatch } from "/assets/clock.js";

/** @param {import("./page.js").Console} screen */
export function myDayView({ speech, day, desk }) {
  const { tell, name } = speech;
  if (day === null) return html`<p role="status">${tell("day.loading")}</p>`;
  const wait = desk?.wait_average_s ?? null;
  return html`<dl class="day-figures">
      ${figure(tell("day.served"), tell("day.people", { count: day.served }))}
      ${figure(tell("day.average"), day.average_s === null ? tell("day.none") : stopwatch(day.average_s))}
      ${figure(tell("day.wait"), wait === null ? tell("day.none") : stopwatch(wait))}
      ${figure(tell("day.missed"), tell("day.people", { count: day.missed }))}
    </dl>
    ${day.items.length === 0 ? html`<p class="empty">${tell("day.nothing")}</p>` : items(speech, day)}
    ${day.longest === null
      ? nothing
      : html`<p class="second">${tell("day.longest", { number: day.longest.number, item: name(day.longest.item), time: stopwatch(day.longest.seconds) })}</p>`}
    <h3>${tell("day.pauses")}</h3>
    ${day.pauses.length === 0 ? html`<p class="second">${tell("day.pauses_none")}</p>` : nothing}
    <ul>${day.pauses.map(
      (pause) => html`<li>${tell("day.pause", { reason: name(pause.reason), count: pause.count, minutes: Math.round(pause.seconds / 60) })}</li>`,
    )}</ul>
    <form method="dialog" class="dialog-acts"><button class="primary" autofocus>${tell("dialog.understood")}</button></form>`;
}

/** @param {string} label @param {string} value */
function figure(label, value) {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

/** @param {import("../language.js").Speech} speech @param {import("../messages").MyDay} day */
function items({ tell, name }, day) {
  return html`<div class="day-items" tabindex="0" role="region" aria-label=${tell("day.items")}><table>
    <thead><tr><th scope="col">${tell("day.item")}</th><th scope="col">${tell("day.count")}</th><th scope="col">${tell("day.average")}</th></tr></thead>
    <tbody>${day.items.map(
      ({ item, count, average_s }) => html`<tr><th scope="row">${name(item)}</th><td>${count}</td><td>${stopwatch(average_s)}</td></tr>`,
    )}</tbody>
  </table></div>`;
}
