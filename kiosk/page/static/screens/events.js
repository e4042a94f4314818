/**
 * What happens in a life (人生大事), and what is to be done then.
 * @typedef {import("../messages.d.ts").Page} Page
 * @typedef {import("../messages.d.ts").LifeEventEntry} LifeEventEntry
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { item, lifeEvent, theme } from "../catalogue.js";
import { foundItemButton } from "./item_button.js";
import { themeButton } from "./theme_button.js";

/** @param {Page} page */
export function events(page) {
  const { state, say, name } = page;
  const reading = html`
    <h1 tabindex="-1" data-focus="page">${say("events.title")}</h1>
    <p class="quiet">${say("events.how")}</p>`;
  const body = html`<ul class="list after-title">${(state.catalogue?.life_events ?? []).map((event) => html`<li>
    <button class="card office" @click=${() => page.send({ type: "go", screen: { name: "event", event: event.code } })}>
      <span class="title" lang=${page.hall}>${name(event.name)}</span>
      <span class="quiet offices">${inside(page, event)}</span>
    </button>
  </li>`)}</ul>`;
  return { reading, body };
}

/** @param {Page} page @param {LifeEventEntry} event */
function inside({ state, say, name }, event) {
  const things = [
    ...event.themes.flatMap((code) => theme(state, code) ?? []),
    ...event.items.flatMap((code) => item(state, code) ?? []),
  ];
  return things.map((thing) => name(thing.name)).join(say("list.join"));
}

/** @param {Page} page @param {string} code */
export function event(page, code) {
  const { state, say, name } = page;
  const entry = lifeEvent(state, code);
  const themes = (entry?.themes ?? []).flatMap((each) => theme(state, each) ?? []);
  const items = (entry?.items ?? []).flatMap((each) => item(state, each) ?? []);
  const reading = html`
    <p class="kicker">${say("events.title")}</p>
    <h1 tabindex="-1" data-focus="page" lang=${page.hall}>${name(entry?.name)}</h1>`;
  const body = html`
    ${themes.length ? html`<h2>${say("themes")}</h2>
      <ul class="themes">${themes.map((each) => themeButton(page, each))}</ul>` : nothing}
    ${items.length ? html`<h2>${say("events.items")}</h2>
      <ul class="list">${items.map((each) => foundItemButton(page, each))}</ul>` : nothing}`;
  return { reading, body };
}
