/** The wizard's plain steps: the code, the hall, the administrator, and the look over all of it. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { live } from "/assets/vendor/lit-html/directives/live.js";
import { itemsOf, windowsOf } from "./draft.js";

/** @typedef {import("./page.js").Wizard} Wizard */
/** @typedef {import("./page.js").Hands} Hands */

const DAYS = [0, 1, 2, 3, 4, 5, 6];

/**
 * @param {string} label
 * @param {string} value
 * @param {(value: string) => void} onInput
 * @param {{hint?: string, type?: string, focus?: boolean, most?: number, name: string, complete?: AutoFill}} about
 */
export function field(label, value, onInput, { hint = "", type = "text", focus = false, most = 100, name, complete = "off" }) {
  const told = (/** @type {Event} */ event) => onInput(/** @type {HTMLInputElement} */ (event.target).value);
  return html`<div class="field"><label for=${name}><span>${label}</span></label>
    <input id=${name} name=${name} type=${type} maxlength=${most} autocomplete=${complete} ?autofocus=${focus}
      aria-describedby=${hint === "" ? nothing : `${name}-hint`} .value=${live(value)} @input=${told} />
    ${hint === "" ? nothing : html`<small class="second" id=${`${name}-hint`}>${hint}</small>`}</div>`;
}

/** @param {Wizard} wizard @param {Hands} hands */
export function codeStep({ speech, code }, hands) {
  return field(speech.tell("first.code"), code, (typed) => hands.change({ code: typed }), {
    hint: speech.tell("first.code_hint"), focus: true, most: 20, name: "code",
  });
}

/** @param {Wizard} wizard @param {Hands} hands */
export function hallStep({ speech, draft }, hands) {
  const { tell } = speech;
  const put = (/** @type {Partial<import("./draft.js").Draft>} */ part) => hands.change({ draft: { ...draft, ...part } });
  const turn = (/** @type {number} */ day) =>
    put({ weekdays: DAYS.filter((each) => draft.weekdays.includes(each) !== (each === day)) });
  return html`
    ${field(tell("first.name"), draft.name, (name) => put({ name }), { focus: true, name: "name", hint: tell("first.name_hint") })}
    ${field(tell("first.name_en"), draft.nameEn, (nameEn) => put({ nameEn }), { name: "name_en", hint: tell("first.optional") })}
    ${field(tell("first.short_code"), draft.code, (code) => put({ code }), { name: "code", most: 40, hint: tell("first.short_code_hint") })}
    <fieldset class="days"><legend>${tell("first.weekdays")}</legend>
      ${DAYS.map((day) => html`<label><input type="checkbox" name="day" .checked=${live(draft.weekdays.includes(day))}
        @change=${() => turn(day)} /> ${tell(`first.day.${day}`)}</label>`)}
    </fieldset>
    <div class="two">
      ${field(tell("first.morning"), draft.morning, (morning) => put({ morning }), { name: "morning", most: 11, hint: tell("first.period_hint") })}
      ${field(tell("first.afternoon"), draft.afternoon, (afternoon) => put({ afternoon }), { name: "afternoon", most: 11, hint: tell("first.optional") })}
    </div>`;
}

/** @param {Wizard} wizard @param {Hands} hands */
export function peopleStep({ speech, draft, password, again }, hands) {
  const { tell } = speech;
  const put = (/** @type {Partial<import("./draft.js").Draft>} */ part) => hands.change({ draft: { ...draft, ...part } });
  return html`
    ${field(tell("first.person"), draft.person, (person) => put({ person }), { focus: true, name: "person" })}
    ${field(tell("first.badge"), draft.badge, (badge) => put({ badge }), { name: "badge", most: 40, complete: "username", hint: tell("first.badge_hint") })}
    <div class="two">
      ${field(tell("first.password"), password, (typed) => hands.change({ password: typed }), { type: "password", name: "password", most: 200, complete: "new-password", hint: tell("first.password_hint") })}
      ${field(tell("first.again"), again, (typed) => hands.change({ again: typed }), { type: "password", name: "again", most: 200, complete: "new-password" })}
    </div>`;
}

/** @param {Wizard} wizard */
export function checkStep({ speech, draft }) {
  const { tell } = speech;
  const days = draft.weekdays.map((day) => tell(`first.day.${day}`)).join(tell("list.comma"));
  const periods = [draft.morning, draft.afternoon].filter((each) => each.trim() !== "").join(tell("list.comma"));
  const windows = draft.zones.flatMap((zone) => windowsOf(zone.windows));
  return html`<dl class="overview">
    ${fact(tell("first.name"), [draft.name, draft.nameEn].filter((each) => each !== "").join(" / "))}
    ${fact(tell("first.weekdays"), `${days} ${periods}`)}
    ${draft.zones.map((zone, place) => fact(`${String.fromCharCode(65 + place)} ${zone.name}`,
      tell("first.zone_told", { windows: zone.windows, items: itemsOf(zone).length })))}
    ${fact(tell("first.in_all"), tell("first.in_all_told", { windows: windows.length, zones: draft.zones.length }))}
    ${fact(tell("first.person"), `${draft.person} (${draft.badge})`)}
  </dl>`;
}

/** @param {string} label @param {string} value */
function fact(label, value) {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}
