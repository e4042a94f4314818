/** Who works in the hall: everybody by badge, and the person looked at. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { hashOf } from "../address.js";
import { keepReading, mayAdminister, whenRead } from "./keeping.js";
import { askingView, toldView } from "./staff_asking.js";
import { newPerson, personView } from "./person.js";

/** @typedef {import("../page.js").Admin} Admin */
/** @typedef {import("../page.js").Hands} Hands */
/** @typedef {import("./messages").StaffMember} Member */

export const PATH = "/admin/staff";
export const NEW = "+";

/** @type {import("../sections.js").Section} */
export const STAFF = {
  key: "staff",
  group: "people",
  roles: ["admin", "auditor"],
  enter: (screen, hands) => keepReading(screen, hands, "staff", PATH),
  view: (screen, hands) => whenRead(screen, "staff", screen.own.staff?.read && staffView(screen, hands)),
};

/** @param {Admin} screen @returns {Member[]} */
export function everybody(screen) {
  return screen.own.staff?.read?.staff ?? [];
}

/** @param {Admin} screen @param {Hands} hands */
function staffView(screen, hands) {
  const member = everybody(screen).find(({ badge }) => badge === screen.key);
  return html`<div class="split people">
    ${listView(screen, hands)}
    ${screen.key === NEW && mayAdminister(screen)
      ? newPerson(screen, hands)
      : member ? personView(screen, hands, member) : html`<p class="second empty">${screen.speech.tell("people.choose")}</p>`}
  </div>
  ${screen.own.staff.asking && member ? askingView(screen, hands, member) : nothing}
  ${screen.own.staff.told ? toldView(screen, hands) : nothing}`;
}

/** @param {Admin} screen @param {Hands} hands */
function listView(screen, hands) {
  const { tell } = screen.speech;
  const query = screen.own.staff.query ?? "";
  const wanted = query.trim().toLowerCase();
  const all = everybody(screen);
  const shown = all
    .filter(({ badge, name }) => `${badge} ${name}`.toLowerCase().includes(wanted))
    .sort((one, other) => Number(other.active) - Number(one.active));
  return html`<section class="list" aria-label=${tell("admin.section.staff")}>
    <div class="find">
      <input data-find type="search" autocomplete="off" maxlength="60" aria-label=${tell("people.find")} placeholder=${tell("people.find")}
        .value=${query} @input=${(/** @type {Event} */ event) => hands.own("staff", { query: /** @type {HTMLInputElement} */ (event.target).value })} />
      <span class="second" data-count>${shown.length === all.length ? all.length : `${shown.length}/${all.length}`}</span>
      ${mayAdminister(screen)
        ? html`<button class="plain small" type="button" data-act="new" @click=${() => hands.go("staff", NEW)}>${tell("people.add")}</button>`
        : nothing}
    </div>
    ${shown.length
      ? html`<ul class="rows" tabindex="0" role="list" aria-label=${tell("admin.section.staff")}>${repeat(shown, ({ badge }) => badge, (member) => row(screen, member))}</ul>`
      : html`<p class="second empty" role="status">${tell("people.none_found")}</p>`}
  </section>`;
}

/** @param {Admin} screen @param {Member} member */
function row(screen, { badge, name, roles, active, window, password_once }) {
  const { tell } = screen.speech;
  return html`<li><a class="row" href=${hashOf("staff", badge)} data-person=${badge} data-open=${badge === screen.key ? "yes" : nothing}
    aria-current=${badge === screen.key ? "true" : nothing}>
    <b class="code" dir="auto">${badge}</b>
    <span class="what"><span class="clip" dir="auto">${name}</span>
      <small class="clip">${roles.map((role) => tell(`role.${role}`)).join(tell("list.comma"))}</small></span>
    ${window === null ? nothing : html`<span class="chip">${tell("people.at_window", { window })}</span>`}
    ${active && password_once ? html`<span class="mark" data-mark="changed">${tell("people.password_once")}</span>` : nothing}
    ${active ? nothing : html`<span class="mark">${tell("people.inactive")}</span>`}
  </a></li>`;
}
