/** What the visitor sees: the number, the one thing that matters now, the stops, and how to leave. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { dialog } from "../dialog.js";
import { hallTime } from "../hall_time.js";
import { languageSwitch } from "../screen.js";
import { evacuationAloud, evacuationView } from "./evacuation.js";

const STALE_MS = 15000;
const MAY_LEAVE = new Set(["WAITING", "CALLED"]);

/** @typedef {import("./page.js").Visit} Visit */
/** @typedef {{change: (part: Partial<Visit>) => void, leave: () => void}} Hands */

/** @param {Visit} screen @returns {boolean} whether what is known may be shown as the present */
function isFresh({ heardAt }) {
  return heardAt !== null && Date.now() - heardAt.getTime() < STALE_MS;
}

/** @param {Visit} screen @param {Hands} hands */
export function visitView(screen, hands) {
  const { visit } = screen;
  const shown = visit?.evacuation
    ? evacuationView(screen, visit.evacuation, isFresh(screen))
    : ordinaryView(screen, hands);
  return html`${shown}${evacuationAloud(visit)}`;
}

/** @param {Visit} screen @param {Hands} hands */
function ordinaryView(screen, hands) {
  const { tell, name } = screen.speech;
  const { visit } = screen;
  if (visit === null) {
    return html`<main class="waiting" role="status">${tell(screen.reached ? "visit.loading" : "visit.unreached")}</main>`;
  }
  const fresh = isFresh(screen);
  const loud = fresh && visit.state === "CALLED";
  document.title = loud ? tell("visit.called_title", { window: visit.window ?? "" }) : `${visit.number} · ${name(visit.hall)}`;
  return html`<header><span>${name(visit.hall)}</span>${languageSwitch(screen.speech, hands.change)}</header>
    <main>
      ${fresh ? nothing : html`<p class="stale" role="alert" data-stale>${lastHeard(screen)}</p>`}
      <section class="mine">
        <p class="second">${tell("visit.mine")}</p>
        <h1 class="number" data-number=${visit.number}>${visit.number}</h1>
        <p>${name(visit.zone)}</p>
      </section>
      <section class="now ${loud ? "loud" : ""}" role="status" data-now=${fresh ? visit.state : "stale"}>
        ${fresh ? present(screen, visit) : past(screen, visit)}
      </section>
      ${screen.refusal === null ? nothing : html`<p class="refusal" role="alert">${screen.refusal}</p>`}
      ${stops(screen, visit)}
      ${visit.case ? html`<a class="primary case" href=${visit.case} data-act="case">${tell("visit.case")}</a>` : nothing}
      ${fresh && MAY_LEAVE.has(visit.state)
        ? html`<button class="plain leave" type="button" data-act="leave"
            @click=${() => hands.change({ leaving: true })}>${tell("visit.leave")}</button>`
        : nothing}
    </main>
    <footer>${fresh ? lastHeard(screen) : nothing}</footer>
    ${screen.leaving ? leaveQuestion(screen, hands, visit) : nothing}`;
}

/** @param {Visit} screen */
function lastHeard({ heardAt, speech, visit }) {
  const time = heardAt === null ? "" : hallTime(visit, heardAt);
  const fresh = heardAt !== null && Date.now() - heardAt.getTime() < STALE_MS;
  return speech.tell(fresh ? "visit.updated" : "visit.stale", { time, hall: speech.name(visit?.hall) });
}

/** @param {Visit} screen @param {import("../messages").VisitState} visit */
function present({ speech }, visit) {
  const { tell } = speech;
  const window = visit.window ?? "";
  if (visit.state === "WAITING") return waiting(speech, visit);
  if (visit.state === "CALLED") {
    return html`<p>${tell("visit.called")}</p><p class="window">${tell("visit.window", { window })}</p>
      <p>${tell("visit.called_at", { time: hallTime(visit, visit.called_at ?? visit.at) })}</p>`;
  }
  const until = visit.come_back_until ? hallTime(visit, visit.come_back_until) : "";
  const hint = visit.state === "NO_SHOW" && !until ? "visit.NO_SHOW_late" : `visit.${visit.state}_hint`;
  return html`<p class="lead">${tell(`visit.${visit.state}`, { window })}</p><p>${tell(hint, { window, time: until })}</p>`;
}

/** @param {import("../language.js").Speech} spoken @param {import("../messages").VisitState} visit */
function waiting({ tell }, { wait }) {
  if (wait === null) return html`<p class="lead">${tell("visit.waiting")}</p>`;
  const ahead = wait.ahead === 0 ? tell("visit.first") : tell("visit.ahead", { count: wait.ahead });
  if (wait.low === null || wait.high === null) {
    return html`<p class="lead">${ahead}</p><p>${tell("visit.no_window")}</p>`;
  }
  const range = wait.high === 0 ? tell("visit.soon") : tell("minutes.range", { low: wait.low, high: wait.high });
  return html`<p class="lead" data-ahead=${wait.ahead}>${ahead}</p><p class="range">${range}</p><p>${tell("visit.waiting_hint")}</p>`;
}

/** What was true when the hall last answered; a call is told as past. @param {Visit} screen @param {import("../messages").VisitState} visit */
function past({ speech }, visit) {
  const { tell } = speech;
  if (visit.state !== "CALLED") return html`<p>${tell("visit.past")}</p>`;
  const time = hallTime(visit, visit.called_at ?? visit.at);
  return html`<p>${tell("visit.past_call", { time, window: visit.window ?? "" })}</p>`;
}

/** @param {Visit} screen @param {import("../messages").VisitState} visit */
function stops(screen, visit) {
  const { tell, name } = screen.speech;
  return html`<section class="stops ${isFresh(screen) ? "" : "old"}"><h2>${tell("visit.stops")}</h2>
    <ol>${visit.stops.map(
      (stop) => html`<li data-state=${stop.state}><span>${name(stop.item)}</span>
        <small>${tell(`state.${stop.state}`)}${stop.window ? html` · ${tell("visit.window", { window: stop.window })}` : nothing}</small></li>`,
    )}</ol></section>`;
}

/** @param {Visit} screen @param {Hands} hands @param {import("../messages").VisitState} visit */
function leaveQuestion({ speech }, hands, visit) {
  const { tell } = speech;
  return dialog("leave", tell("visit.leave_title", { number: visit.number }), html`<p>${tell("visit.leave_warning")}</p>
    <div class="dialog-acts">
      <button class="primary" type="button" autofocus @click=${() => hands.change({ leaving: false })}>${tell("visit.stay")}</button>
      <button class="plain danger" type="button" data-act="leave-now" @click=${hands.leave}>${tell("visit.leave_now")}</button>
    </div>`, null, () => hands.change({ leaving: false }));
}
