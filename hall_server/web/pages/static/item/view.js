/** The guide as people read it before they come: papers first, then time, fee, place, and the law last. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { daysText, promiseText, queryOf, rangesOf } from "../items/telling.js";
import { languageSwitch } from "../screen.js";
import { bringView } from "./bring.js";
import { versionsView } from "./versions.js";

/** @typedef {import("./page.js").ItemPage} ItemPage */
/** @typedef {import("../cases").ServiceGuide} ServiceGuide */

/** @param {ItemPage} screen @param {(part: Partial<ItemPage>) => void} change */
export function itemView(screen, change) {
  const { speech, guide, refusal, hall } = screen;
  const { tell, name } = speech;
  document.title = guide === null ? tell("items.title") : name(guide.name);
  return html`<header class="bar"><a class="back" href="/items${queryOf(hall)}">← ${tell("items.all")}</a><span class="gap"></span>
      ${languageSwitch(speech, change)}</header>
    <main>${refusal ? html`<p class="refusal" role="alert">${refusal}</p>` : nothing}
      ${guide === null ? (refusal ? nothing : html`<p class="waiting" role="status">${tell("items.loading")}</p>`) : whole(screen, guide)}</main>`;
}

/** @param {ItemPage} screen @param {ServiceGuide} guide */
function whole(screen, guide) {
  const { tell, name } = screen.speech;
  return html`<div class="title"><p class="second"><span class="kind" data-kind=${guide.kind}>${tell(`items.kind.${guide.kind}`)}</span>
        ${tell("items.code", { code: guide.code })}</p>
      <h1 dir="auto">${name(guide.name)}</h1>
      <p class="second" dir="auto">${name(guide.department)}</p>
      <p class="acts"><button class="primary" type="button" data-act="print" @click=${() => print()}>${tell("items.print")}</button>
        <a class="plain" href=${pdfOf(screen, guide)}>${tell("items.pdf")}</a></p></div>
    ${standing(screen, guide)}
    ${bringView(screen.speech, guide)}
    <div class="cards">${time(screen, guide)}${fee(screen, guide)}${place(screen, guide)}${result(screen, guide)}</div>
    ${more(screen, guide)}
    ${versionsView(screen, guide)}`;
}

/** @param {ItemPage} screen @param {ServiceGuide} guide @returns {string} address of the A4 sheet in the page's language */
function pdfOf({ hall, on, speech }, { code }) {
  return `/api/v1/items/${encodeURIComponent(code)}/guide.pdf${queryOf(hall, { lang: speech.language, ...(on ? { on } : {}) })}`;
}

/** @param {ItemPage} screen @param {ServiceGuide} guide what is to be known when it is not the present word, or not for long */
function standing({ speech: { tell }, on }, { valid_from: from, valid_until: until }) {
  if (on) return html`<p class="warning" role="status">${tell("items.as_of", { date: on, from })}</p>`;
  return until ? html`<p class="warning" role="status">${tell("items.changes_soon", { date: until })}</p>` : nothing;
}

/** @param {string} title @param {unknown} content */
function card(title, content) {
  return html`<section class="card"><h2>${title}</h2>${content}</section>`;
}

/** @param {ItemPage} screen @param {ServiceGuide} guide */
function time({ speech }, guide) {
  const { tell } = speech;
  const higher = guide.higher_body ? tell("items.higher", { body: guide.higher_body, days: daysText(speech, guide.higher_days, guide.day_kind, "items.limit_unknown") }) : "";
  return card(tell("items.time"), html`<p class="large">${promiseText(speech, guide)}</p>
    <p>${tell("items.statutory", { days: daysText(speech, guide.statutory_days, guide.day_kind, "items.limit_unknown") })}</p>
    ${higher ? html`<p>${higher}</p>` : nothing}
    ${guide.deemed_approval ? html`<p class="good">${tell("items.deemed")}</p>` : nothing}
    ${guide.kind === "instant" ? nothing : html`<p class="second">${tell(`items.counted.${guide.day_kind}`)}</p>`}`);
}

/** @param {ItemPage} screen @param {ServiceGuide} guide */
function fee({ speech: { tell } }, guide) {
  return card(tell("items.fee"), html`<p class="large words">${guide.fee || tell("items.fee_unknown")}</p>
    ${guide.fee_basis ? html`<p class="words">${tell("items.fee_basis", { basis: guide.fee_basis })}</p>` : nothing}`);
}

/** @param {ItemPage} screen @param {ServiceGuide} guide */
function place({ speech: { tell, name } }, guide) {
  const windows = rangesOf(guide.windows).join(tell("list.comma"));
  return card(tell("items.place"), html`<p class="large">${windows ? tell("items.windows", { windows }) : tell("items.no_window")}</p>
    <p dir="auto">${name(guide.zone)}${guide.floor ? html` · ${guide.floor}` : nothing}</p>
    ${guide.address ? html`<p class="words">${tell("items.address", { address: guide.address })}</p>` : nothing}
    ${phone(tell("items.phone"), guide.phone)}${phone(tell("items.complaint_phone"), guide.complaint_phone)}`);
}

/** @param {string} label @param {string} number */
function phone(label, number) {
  return number === "" ? nothing : html`<p>${label} <a class="phone" href="tel:${number.replace(/[^0-9+]/g, "")}">${number}</a></p>`;
}

/** @param {ItemPage} screen @param {ServiceGuide} guide */
function result({ speech: { tell } }, guide) {
  const ways = guide.delivery.map((way) => tell(`items.way.${way}`)).join(tell("list.comma"));
  return card(tell("items.result"), html`<p class="large words">${guide.result || tell("items.result_unknown")}</p><p>${ways}</p>`);
}

/** @param {ItemPage} screen @param {ServiceGuide} guide */
function more({ speech: { tell } }, guide) {
  const told = /** @type {const} */ (["subject", "conditions", "procedure", "basis"]).filter((each) => guide[each] !== "" || each === "basis");
  return html`<dl class="more">${told.map((each) => html`<div><dt>${tell(`items.${each}`)}</dt>
    <dd class="words">${guide[each] || tell("items.basis_unknown")}</dd></div>`)}</dl>`;
}
