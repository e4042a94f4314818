/** What the applicant sees: where the case stands, what to do now, what has been done. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallTime } from "../hall_time.js";
import { languageSwitch } from "../screen.js";
import { day } from "./days.js";
import { stand } from "./stand.js";

/** @typedef {import("./page.js").Progress} Progress */
/** @typedef {import("../cases").CaseProgress} Case */
/** @typedef {import("../language.js").Speech} Speech */

const MARKS = { DECIDED: "✓", OPEN: "●", SUSPENDED: "‖", FORWARDED: "↑", PLANNED: "○", ENDED: "—" };
/** How a case ends that is not decided. */
const ENDS = { REFUSED: true, WITHDRAWN: true };

/** @param {Progress} screen @param {(part: Partial<Progress>) => void} change */
export function progressView(screen, change) {
  const { speech, progress } = screen;
  const { tell, name } = speech;
  if (progress === null) {
    return html`<main class="waiting" role="status"><h1 class="unseen">${tell("progress.mine")}</h1>
      ${tell(screen.reached ? "progress.loading" : "progress.unreached")}</main>`;
  }
  document.title = `${name(progress.title)} · ${name(progress.hall)}`;
  return html`<header><span>${name(progress.hall)}</span>${languageSwitch(speech, change)}</header>
    <main>
      ${screen.reached ? nothing : html`<p class="stale" role="alert" data-stale>${lastHeard(screen, progress)}</p>`}
      <p class="second">${tell("progress.mine")}</p>
      <h1>${name(progress.title)}</h1>
      <p class="second whose"><bdi>${progress.applicant}</bdi> · <span data-number>${progress.number}</span></p>
      <section class="now" role="status" data-now=${progress.state}>${stand(speech, progress)}</section>
      ${progress.lacking.length === 0 ? nothing : lacking(speech, progress)}
      ${progress.steps.length > 1 ? steps(speech, progress) : nothing}
      ${way(speech, progress)}
      ${whomToAsk(speech, progress)}
    </main>
    <footer>${screen.reached ? lastHeard(screen, progress) : nothing}</footer>`;
}

/** @param {Progress} screen @param {Case} progress */
function lastHeard({ heardAt, reached, speech }, progress) {
  const time = heardAt === null ? "" : hallTime(progress, heardAt);
  return speech.tell(reached ? "progress.updated" : "progress.stale", { time });
}

/** What to bring: each paper with what is wrong, what is wanted and where it is had. @param {Speech} speech @param {Case} progress */
function lacking({ tell, language }, { lacking, state }) {
  const owed = state === "ACCEPTED";
  return html`<section class="bring"><h2>${tell(owed ? "progress.owed" : "progress.bring", { count: lacking.length })}</h2>
    <ol>${lacking.map(
      (paper) => html`<li data-material=${paper.position}><strong><bdi>${paper.name}</bdi></strong>
        <span class="second">${pieces(tell, paper)}</span>
        ${paper.problem ? html`<p class="problem">${tell("progress.wrong", { problem: paper.problem })}</p>` : nothing}
        ${paper.standard ? html`<p>${tell("progress.standard", { standard: paper.standard })}</p>` : nothing}
        ${paper.source ? html`<p>${tell("progress.source", { source: paper.source })}</p>` : nothing}
        ${paper.promised_until ? html`<p>${tell("progress.until", { date: day(language, paper.promised_until) })}</p>` : nothing}
      </li>`,
    )}</ol></section>`;
}

/** @param {Speech["tell"]} tell @param {import("../cases").MaterialView} paper such as: original, 2 */
function pieces(tell, { kind, copies }) {
  const words = kind ? [tell(`progress.kind.${kind}`)] : [];
  return [...words, tell("progress.copies", { count: copies })].join(tell("list.comma"));
}

/** @param {Speech} speech @param {Case} progress */
function steps({ tell, name, language }, progress) {
  const done = progress.steps.filter((step) => step.state === "DECIDED").length;
  return html`<section class="steps"><h2>${tell("progress.steps", { done, all: progress.steps.length })}</h2>
    <ol>${progress.steps.map(
      (step) => html`<li data-step=${step.state}><span class="mark" aria-hidden="true">${MARKS[step.state]}</span>
        <div><strong><bdi>${name(step.department)}</bdi></strong> <bdi>${name(step.item)}</bdi>
          <p class="second">${tell(`progress.step.${step.state}`, {
            ground: step.ground ? tell(`progress.ground.${step.ground}`) : "",
            body: step.higher_body,
            date: step.decided_on ? day(language, step.decided_on) : "",
          })}${step.state === "OPEN" && step.due ? tell("progress.step_due", { date: day(language, step.due) }) : nothing}</p>
        </div></li>`,
    )}</ol></section>`;
}

/** The way of every case, with what of it is behind. @param {Speech} speech @param {Case} progress */
function way({ tell, language }, progress) {
  const ended = progress.state in ENDS;
  /** @type {[string, string | null, boolean][]} */
  const stations = [["received", progress.received_on, true]];
  if (!ended || progress.accepted_on) stations.push(["accepted", progress.accepted_on, progress.accepted_on !== null]);
  if (ended) stations.push([progress.state, null, true]);
  else {
    stations.push(["decided", progress.decided_on, progress.decided_on !== null]);
    if (progress.result !== "denied") stations.push([progress.delivery, null, progress.state === "DELIVERED"]);
  }
  return html`<section class="way"><h2>${tell("progress.way")}</h2>
    <ol>${stations.map(
      ([station, on, done]) => html`<li data-done=${done}><span class="mark" aria-hidden="true">${done ? (station in ENDS ? "—" : "✓") : "○"}</span>
        <span>${tell(`progress.way.${station}`)}</span>
        <span class="second">${on ? day(language, on) : done ? nothing : tell("progress.to_come")}</span></li>`,
    )}</ol></section>`;
}

/** @param {Speech} speech @param {Case} progress */
function whomToAsk({ tell, name }, { department, phone, address }) {
  return html`<section class="ask"><h2>${tell("progress.ask")}</h2>
    <p><bdi>${name(department)}</bdi>${phone ? html` <a href="tel:${phone}">${phone}</a>` : nothing}</p>
    ${address ? html`<p class="second"><bdi>${address}</bdi></p>` : nothing}</section>`;
}
