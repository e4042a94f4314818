/**
 * The first page: search, the zones with their lines, the themes, and all other ways.
 * @typedef {import("../messages.d.ts").Page} Page
 * @typedef {import("../messages.d.ts").ZoneEntry} ZoneEntry
 * @typedef {import("../messages.d.ts").ThemeEntry} ThemeEntry
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { departmentsOfZone } from "../catalogue.js";
import { closedWords } from "../obstacle.js";
import { badge } from "./badge.js";
import { icon } from "./icons.js";
import { notices } from "./notices.js";
import { themeButton } from "./theme_button.js";
import { finding, returning } from "./ways.js";
import { zoneLine } from "./zone_line.js";

const FIRST_THEMES = 4;

/** @param {Page} page */
export function welcome(page) {
  const { state, say } = page;
  const themes = state.catalogue?.themes ?? [];
  const reading = html`
    ${state.now?.state && !state.now.state.open ? closedNotice(page) : nothing} ${notices(page)}
    ${state.low ? question(page) : nothing}`;
  const again = returning(page);
  const body = html`
    <div class="asked">
      ${state.low ? nothing : question(page)}
      <button class="search-opener" @click=${() => page.send({ type: "go", screen: { name: "search" } })}>
        ${icon("search")}<span>${say("search.hint")}</span>
      </button>
    </div>
    <h2 class="unseen">${say("zones")}</h2>
    <ul class="zones">${state.catalogue?.zones.map((zone) => zoneCard(page, zone))}</ul>
    ${themes.length ? html`<h2>${say("themes")}</h2><ul class="themes first">${first(page, themes)}</ul>` : nothing}
    ${again.length ? html`<h2 class="unseen">${say("ways.again")}</h2><ul class="again">${again}</ul>` : nothing}
    <h2 class="unseen">${say("ways.finding")}</h2>
    <ul class="finding">${finding(page)}</ul>
  `;
  return { reading, body };
}

/** @param {Page} page */
function question({ say }) {
  return html`<div>
    <h1 tabindex="-1" data-focus="page">${say("welcome.title")}</h1>
    <p class="quiet">${say("welcome.how")}</p>
  </div>`;
}

/** @param {Page} page @param {readonly ThemeEntry[]} themes as many as stay calm, then the way to all */
function first(page, themes) {
  const { say, send } = page;
  if (themes.length <= FIRST_THEMES) return themes.map((theme) => themeButton(page, theme));
  return html`${themes.slice(0, FIRST_THEMES - 1).map((theme) => themeButton(page, theme))}<li>
    <button class="theme all" @click=${() => send({ type: "go", screen: { name: "themes" } })}>
      <span class="title">${say("themes.all", { themes: themes.length })}</span>${icon("next")}
    </button>
  </li>`;
}

/** @param {Page} page */
function closedNotice(page) {
  return html`<p class="notice" role="status">
    ${icon("clock")}<span><strong>${page.say("closed.title")}</strong> ${closedWords(page)}</span>
  </p>`;
}

/** @param {Page} page @param {ZoneEntry} zone */
function zoneCard(page, zone) {
  const { state, say, name } = page;
  const offices = departmentsOfZone(state, zone.code).map((one) => name(one.entry.name));
  return html`<li>
    <button class="card zone" @click=${() => page.send({ type: "go", screen: { name: "zone", zone: zone.code } })}>
      ${badge(zone.code, "large")}
      <span class="title" lang=${page.hall}>${name(zone.name)}</span>
      <span class="offices" lang=${page.hall}>${offices.join(say("list.join"))}</span>
      <span class="line">${zoneLine(page, zone.code)}</span>
    </button>
  </li>`;
}
