/**
 * The first page: search, the zones with their lines, the themes.
 * @typedef {import("../messages.d.ts").Page} Page
 * @typedef {import("../messages.d.ts").ZoneEntry} ZoneEntry
 * @typedef {import("../messages.d.ts").ThemeEntry} ThemeEntry
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { departmentsOfZone, errandsOf, zoneWait } from "../catalogue.js";
import { closedWords, isAway } from "../obstacle.js";
import { rangeWords } from "../waiting.js";
import { badge } from "./badge.js";
import { icon } from "./icons.js";
import { notices } from "./notices.js";

/** @param {Page} page */
export function welcome(page) {
  const { state, say } = page;
  const themes = state.catalogue?.themes ?? [];
  const reading = html`
    ${state.now?.state && !state.now.state.open ? closedNotice(page) : nothing} ${notices(page)}`;
  const body = html`
    <div class="asked">
      <div>
        <h1 tabindex="-1" data-focus="page">${say("welcome.title")}</h1>
        <p class="quiet">${say("welcome.how")}</p>
      </div>
      <button class="search-opener" @click=${() => page.send({ type: "go", screen: { name: "search" } })}>
        ${icon("search")}<span>${say("search.hint")}</span>
      </button>
    </div>
    <h2 class="unseen">${say("zones")}</h2>
    <ul class="zones">${state.catalogue?.zones.map((zone) => zoneCard(page, zone))}</ul>
    ${themes.length ? html`<h2>${say("themes")}</h2>
      <ul class="themes">${themes.map((theme) => themeCard(page, theme))}</ul>` : nothing}
  `;
  return { reading, body };
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
  const wait = zoneWait(state, zone.code);
  const offices = departmentsOfZone(state, zone.code).map((one) => name(one.entry.name));
  const open = state.now?.state?.open;
  return html`<li>
    <button class="card zone" @click=${() => page.send({ type: "go", screen: { name: "zone", zone: zone.code } })}>
      ${badge(zone.code, "large")}
      <span class="title">${name(zone.name)}</span>
      <span class="offices">${offices.join(say("list.join"))}</span>
      <span class="line">
        ${!open ? say("zone.closed_hall") : !wait ? say("zone.closed") : isAway(page) ? say("alone.wait") : html`
          <span>${say(wait.ahead === 1 ? "zone.waiting.one" : "zone.waiting", { waiting: wait.ahead })}</span>
          <strong>${rangeWords(say, wait)}</strong>`}
      </span>
    </button>
  </li>`;
}

/** @param {Page} page @param {ThemeEntry} theme */
function themeCard(page, theme) {
  const stops = errandsOf(page.state, theme.code).length;
  return html`<li>
    <button class="theme" @click=${() => page.send({ type: "go", screen: { name: "theme", theme: theme.code } })}>
      <span class="title">${page.name(theme.name)}</span>
      <span class="quiet">${page.say("theme.stops", { stops })}</span>
    </button>
  </li>`;
}
