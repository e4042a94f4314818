/** Windows: as a list or as the hall's grid, and several of them added at once. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { finding } from "./choice.js";
import { withValues } from "./edits.js";
import { formView } from "./form.js";
import { listView, mayEdit } from "./list.js";
import { fieldOf } from "./parts.js";
import { PLAN_ROLES } from "./plan_section.js";
import { rowsOf } from "./rows.js";
import { numberOf, typed } from "./typing.js";

/** @typedef {import("./page.js").Admin} Admin */
/** @typedef {import("./page.js").Hands} Hands */

const PART = "windows";
const SEVERAL = "several";
const MOST = 60;

/** @type {import("./sections.js").Section} */
export const WINDOWS = {
  key: PART,
  group: "layout",
  roles: PLAN_ROLES,
  count: ({ setup }) => setup?.parts[PART]?.length ?? 0,
  view: windowsView,
};

/** @param {Admin} screen @param {Hands} hands */
function windowsView(screen, hands) {
  const { tell } = screen.speech;
  const grid = screen.own[PART]?.grid ?? false;
  const turn = html`<button class="plain small" type="button" data-act="grid" aria-pressed=${grid ? "true" : "false"}
    @click=${() => hands.own(PART, { grid: !grid })}>${tell("admin.windows.grid")}</button>`;
  const several = html`<button class="plain small" type="button" data-act="several" @click=${() => hands.go(PART, SEVERAL)}>
    ${tell("admin.windows.several")}</button>`;
  return html`<div class="split">${
    grid
      ? gridView(screen, hands, html`${turn}${mayEdit(screen, PART) ? several : nothing}`)
      : listView(screen, hands, PART, { before: turn, beside: several })
  }${screen.key === SEVERAL && mayEdit(screen, PART) ? severalView(screen, hands) : formView(screen, hands, PART, screen.key)}</div>`;
}

/** @param {Admin} screen @param {Hands} hands @param {unknown} buttons */
function gridView(screen, hands, buttons) {
  const { name, tell } = screen.speech;
  const setup = /** @type {import("./plan").Setup} */ (screen.setup);
  const rows = rowsOf(setup, screen.edits, PART);
  const zones = rowsOf(setup, screen.edits, "zones").map(({ entry }) => entry);
  return html`<section class="list"><div class="find"><span class="gap"></span>${buttons}</div>
    <div class="rows grid-rows">${zones.map((zone) => html`<h3><b class="zone-letter" data-zone=${zone.code}>${zone.code}</b>${name(zone.name)}</h3>
      <ul>${rows.filter(({ entry }) => entry.zone === zone.code).map(({ entry, key, state }) => html`<li>
        <button class="window-tile" type="button" data-window=${entry.code} data-state=${state} aria-pressed=${key === screen.key ? "true" : "false"}
          @click=${() => hands.go(PART, key)}><b>${entry.code}</b>
          <small class="clip">${entry.profile || tell("admin.nothing")}</small></button></li>`)}</ul>`)}
    </div></section>`;
}

/** @param {Admin} screen @param {Hands} hands */
function severalView(screen, hands) {
  const { tell } = screen.speech;
  const { first = "", last = "", zone = "", profile = "" } = screen.own[SEVERAL] ?? {};
  const [from, to] = [Number(first), Number(last)];
  const sound = Number.isInteger(from) && Number.isInteger(to) && from >= 1 && to <= 999 && from <= to && to - from < MOST;
  const taken = new Set(rowsOf(/** @type {any} */ (screen.setup), screen.edits, PART).map(({ entry }) => entry.code));
  const codes = sound ? Array.from({ length: to - from + 1 }, (_, index) => String(from + index)) : [];
  const fresh = codes.filter((code) => !taken.has(code));
  const make = () => {
    const name = { zh: "", en: "" };
    hands.edit(fresh.reduce((edits, code) => withValues(/** @type {any} */ (screen.setup), edits, PART, code, { code, name, zone, profile }), screen.edits));
    hands.own(SEVERAL, { first: "", last: "" });
    hands.go(PART, fresh[0]);
  };
  const number = (/** @type {string} */ field, /** @type {string} */ value) =>
    html`<input class="tiny" id="s-${field}" inputmode="numeric" maxlength="3" aria-label=${tell(`admin.windows.${field}`)}
      .value=${value} @input=${(/** @type {Event} */ event) => hands.own(SEVERAL, { [field]: String(numberOf(typed(event))) })} />`;
  const choose = (/** @type {string} */ name, /** @type {string} */ value) => {
    const field = /** @type {import("./parts.js").Field} */ (fieldOf(PART, name));
    const pick = (/** @type {string} */ code) => hands.own(SEVERAL, { [name]: code });
    return finding({ screen, hands, field }, `s-${name}`, tell(`admin.field.${name}`), value, pick, []);
  };
  return html`<section class="form" data-form="several"><header><h3>${tell("admin.windows.several")}</h3></header>
    <fieldset><div class="entry-field"><span class="label">${tell("admin.windows.numbers")}</span>
      <div class="control"><div class="inline">${number("first", first)}–${number("last", last)}
      <span class="second">${tell("admin.windows.numbers_hint", { most: MOST })}</span></div></div></div>
    <div class="entry-field"><span class="label">${tell("admin.field.zone")}</span><div class="control">${choose("zone", zone)}</div></div>
    <div class="entry-field"><span class="label">${tell("admin.field.profile")}</span><div class="control">${choose("profile", profile)}</div></div></fieldset>
    ${codes.length > fresh.length ? html`<p class="second">${tell("admin.windows.taken", { count: codes.length - fresh.length })}</p>` : nothing}
    <button class="plain" type="button" data-act="make-several" ?disabled=${fresh.length === 0 || zone === "" || profile === ""} @click=${make}>
      ${tell("admin.windows.make", { count: fresh.length })}</button></section>`;
}
