/** The demo's start page: the hall in a minute, and every screen with its live health. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { speech } from "../language.js";
import { factsOfPage, languageSwitch, showScreen } from "../screen.js";
import { watchHealth } from "./health.js";

/**
 * @typedef {object} Link
 * @property {string} group visitor, lobby, clerk, supervisor or machine
 * @property {string} key
 * @property {string} title_zh
 * @property {string} title_en
 * @property {string} url
 * @property {string} zh
 * @property {string} en
 */

/**
 * @typedef {object} Start
 * @property {import("../language.js").Speech} speech
 * @property {Record<string, "up" | "down" | "unknown">} health by origin; none yet when it was not heard of
 */

const facts = factsOfPage();
/** @type {import("../messages").Text} */
const hall = JSON.parse(facts.hall ?? "null");
/** @type {Link[]} */
const links = JSON.parse(facts.links ?? "[]");
const STEPS = ["take", "wait", "called", "served", "home"];

/** @param {string} url @returns {string} */
const originOf = (url) => new URL(url, location.origin).origin;

/** @type {Start} */
const begin = { speech: await speech(), health: {} };
const { state, change } = showScreen(begin, startView);

/** @param {Start} state @param {(part: Partial<Start>) => void} change */
function startView(state, change) {
  const { tell, name } = state.speech;
  document.title = `${name(hall)} · ${tell("start.title")}`;
  const groups = [...new Set(links.map(({ group }) => group))];
  return html`<header class="bar"><h1>${name(hall)}</h1><span class="gap"></span>${languageSwitch(state.speech, change)}</header>
    <main>
      <section class="intro">
        <h2>${tell("start.title")}</h2>
        <p>${tell("start.lead")}</p>
        <ol class="flow">${STEPS.map(
          (step, index) => html`<li><img src="/pages/start/${step}.svg" alt="" width="64" height="64" />
            <b>${index + 1} ${tell(`start.${step}`)}</b><span>${tell(`start.${step}_hint`)}</span></li>`,
        )}</ol>
        <dl class="people">${["visitor", "clerk", "supervisor"].map(
          (who) => html`<div><dt>${tell(`start.who.${who}`)}</dt><dd>${tell(`start.does.${who}`)}</dd></div>`,
        )}</dl>
      </section>
      ${wallView(state)}
      <div class="groups">${groups.map((group) => groupView(state, group))}</div>
      <p class="second foot">${tell("start.foot")}</p>
    </main>`;
}

/**
 * The LED strips of the hall as they are now. A frame that could not be loaded would stay so, so there is one only
 * while their program answers.
 * @param {Start} state
 */
function wallView({ speech, health }) {
  const wall = links.find(({ key }) => key === "wall");
  if (!wall) return nothing;
  const { tell, language } = speech;
  const well = health[originOf(wall.url)] === "up";
  return html`<section class="strips" aria-labelledby="strips">
    <div><h2 id="strips">${tell("start.strips")}</h2>
      <a href="${wall.url}?lang=${language}" target="_blank" rel="noopener">${tell("start.strips_whole")}</a></div>
    ${well
      ? html`<iframe src="${wall.url}compact?lang=${language}" title=${tell("start.strips")}></iframe>`
      : html`<p class="away">${tell("start.strips_away")}</p>`}
  </section>`;
}

/** @param {Start} state @param {string} group */
function groupView(state, group) {
  const { tell, knows } = state.speech;
  const key = `start.group.${group}`;
  return html`<section class="group"><h2>${knows(key) ? tell(key) : group}</h2>
    <ul>${links.filter((link) => link.group === group).map((link) => html`<li>${card(state, link)}</li>`)}</ul></section>`;
}

/** @param {Start} state @param {Link} link */
function card({ speech, health }, link) {
  const { tell, name } = speech;
  const well = health[originOf(link.url)] ?? "unknown";
  return html`<a href=${link.url} target="_blank" rel="noopener" data-link=${link.key}>
    <b>${name({ zh: link.title_zh, en: link.title_en })}</b>
    <span>${name({ zh: link.zh, en: link.en })}</span>
    <small data-health=${well}>${tell(`start.health.${well}`)}</small></a>`;
}

watchHealth([...new Set([location.origin, ...links.map(({ url }) => originOf(url))])], (origin, well) =>
  change({ health: { ...state.health, [origin]: well } }),
);
