/** The page that looks back as a whole: the day's strip, the floor plan and the queues of then, and what had just happened. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { helpButton, helpDialog } from "../help.js";
import { floorPlan } from "../hall/plan.js";
import { hallTime } from "../hall_time.js";
import { languageSwitch } from "../screen.js";
import { placesNav } from "../places.js";
import { logOut } from "../staff.js";
import { storyDialog } from "../story_dialog.js";
import { shortcuts } from "./keys.js";
import { sideThen } from "./side.js";
import { queuesThen } from "./queues.js";
import { timeline } from "./timeline.js";

/** @typedef {import("./state.js").Past} Past */
/** @typedef {import("./state.js").Hands} Hands */
/** @typedef {import("../messages").PastState} PastState */

/** @type {Set<string>} the past needs nobody to look after it */
const NONE = new Set();

/** @param {Past} screen @param {Hands} hands */
export function pastView(screen, hands) {
  const { speech, past } = screen;
  if (past === null) {
    return html`<main class="waiting" role="status"><p>${screen.refusal ?? speech.tell("past.loading")}</p>
      ${screen.refusal === null ? nothing : html`<p><a href="/hall">${speech.tell("past.to_live")}</a></p>`}</main>`;
  }
  const { tell, name } = speech;
  document.title = tell("past.title", { hall: name(past.hall) });
  const plan = { zones: past.zones, windows: past.windows, queues: past.queues, now: new Date(past.at),
    picked: screen.picked, reached: screen.reached, alerted: NONE };
  return html`${header(screen, hands, past)} ${timeline(screen, hands, past)}
    ${screen.refusal === null ? nothing : html`<p class="refusal" role="alert" data-refusal><span>${screen.refusal}</span>
      <button class="quiet" type="button" data-act="again" @click=${() => hands.goTo(screen.wanted)}>${tell("past.again")}</button></p>`}
    ${evacuation(screen, past)}
    <main class=${Date.parse(past.at) === screen.wanted ? "" : "coming"}>
      ${floorPlan(speech, plan, { pick: hands.pick, reach: (reached) => hands.change({ reached }) })}
      ${queuesThen(screen, hands, past)} ${sideThen(screen, hands, past)}
    </main>
    ${screen.help ? helpDialog(speech, "past", shortcuts(speech), () => hands.change({ help: false })) : nothing}
    ${screen.story === null ? nothing : storyDialog(speech, screen.story, () => hands.change({ story: null }))}`;
}

/** @param {Past} screen @param {Hands} hands @param {PastState} past */
function header({ speech, session }, hands, past) {
  const { tell, name } = speech;
  const waiting = past.queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const open = past.windows.filter(({ state }) => state !== "closed" && state !== "paused").length;
  return html`<header class="bar">
    <h1 class="clip">${tell("past.title", { hall: name(past.hall) })}</h1>
    <dl class="figures">
      ${figure(tell("hall.waiting"), waiting)} ${figure(tell("hall.windows_open"), `${open}/${past.windows.length}`)}
      ${figure(tell("hall.issued"), past.issued_today)} ${figure(tell("hall.served"), past.served_today)}
      ${figure(tell("hall.missed"), past.missed_today)}
    </dl>
    ${past.day_open ? nothing : html`<span class="pill attention" data-day="closed">${tell("hall.day_closed", { date: past.date })}</span>`}
    <span class="gap"></span>
    ${placesNav(speech, session, "past")} ${languageSwitch(speech, hands.change)}
    ${helpButton(speech, () => hands.change({ help: true }))}
    <button class="quiet" type="button" @click=${() => logOut(session)}>${tell("login.out")}</button>
  </header>`;
}

/** @param {string} label @param {string | number} value */
function figure(label, value) {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

/** @param {Past} screen @param {PastState} past */
function evacuation({ speech: { tell, name } }, past) {
  if (past.evacuation === null) return nothing;
  const { text, begun_by, since } = past.evacuation;
  return html`<p class="banner" data-evacuation>${tell("past.evacuated", { badge: begun_by, time: hallTime(past, since), text: name(text) })}</p>`;
}
