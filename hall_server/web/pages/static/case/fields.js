/** Fields of a dialog, drawn from what an act asks: words, figures, dates, choices, the check list. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { live } from "/assets/vendor/lit-html/directives/live.js";

/** @typedef {import("../language.js").Speech} Speech */
/** @typedef {import("../cases").CaseView} CaseView */
/** @typedef {Record<string, any>} Said */

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {"text" | "area" | "number" | "date" | "check" | "radio" | "select" | "materials" | "lacking"} kind
 * @property {string[]} [options]
 * @property {(option: string) => string} [family] texts of the options
 * @property {string} [words] text of the label, where it is not `cases.field.<name>`
 * @property {any} [first] what it holds at first
 * @property {number} [most] the largest figure
 * @property {boolean} [required]
 * @property {(said: Said) => boolean} [needed] required now
 * @property {(said: Said) => boolean} [shown] asked for now
 */

/** What a material can be said to be. */
const STATES = ["PRESENT", "WRONG", "MISSING", "PROMISED", "HELD"];

/** @param {CaseView} view @param {Field[]} fields @returns {Said} */
export function firstWords(view, fields) {
  return Object.fromEntries(fields.map(({ name, kind, first }) => [name, kind === "materials" ? listed(view) : (first ?? "")]));
}

/**
 * A supplement asks for what was missing, a check after acceptance for what was promised; nobody's word is presumed.
 * @param {CaseView} view
 */
function listed({ materials, state }) {
  const wanted = { SUPPLEMENT: ["WRONG", "MISSING"], ACCEPTED: ["PROMISED"] }[/** @type {"SUPPLEMENT" | "ACCEPTED"} */ (state)];
  return materials
    .filter((each) => wanted === undefined || wanted.includes(each.state))
    .map(({ position, state: now, problem, promised_until }) =>
      ({ position, state: wanted !== undefined || now === "UNDECIDED" ? "" : now, problem, promised_until }));
}

/** @param {Speech} speech @param {CaseView} view @param {Field} field @param {Said} said @param {(part: Said) => void} say */
export function fieldView(speech, view, field, said, say) {
  const { tell } = speech;
  const { name, kind } = field;
  if (field.shown !== undefined && !field.shown(said)) return nothing;
  if (kind === "lacking") return lackingView(speech, view);
  const must = field.required === true || (field.needed?.(said) ?? false);
  const typed = (/** @type {Event} */ event) => say({ [name]: /** @type {HTMLInputElement} */ (event.target).value });
  if (kind === "materials") return html`<div class="check-list">${said[name].map(
    (/** @type {any} */ word, /** @type {number} */ place) => materialView(speech, view, word, must, (part) =>
      say({ [name]: said[name].map((/** @type {any} */ each, /** @type {number} */ at) => (at === place ? { ...each, ...part } : each)) })))}</div>`;
  const label = tell(field.words ?? `cases.field.${name}`);
  const wordsOf = (/** @type {string} */ option) => field.family?.(option) ?? option;
  if (kind === "check") return html`<label class="check"><input type="checkbox" name=${name} .checked=${live(said[name] === true)}
    @change=${(/** @type {Event} */ event) => say({ [name]: /** @type {HTMLInputElement} */ (event.target).checked })} /> ${label}</label>`;
  if (kind === "radio") return html`<fieldset class="options"><legend>${label}</legend>${field.options?.map((option) => html`<label>
    <input type="radio" name=${name} value=${option} ?required=${must} .checked=${live(said[name] === option)} @change=${typed} /> ${tell(wordsOf(option))}</label>`)}</fieldset>`;
  if (kind === "select") return html`<label class="field"><span>${label}</span><select name=${name} @change=${typed}>${field.options?.map(
    (option) => html`<option value=${option} ?selected=${said[name] === option}>${tell(wordsOf(option))}</option>`)}</select></label>`;
  if (kind === "area") return html`<label class="field"><span>${label}</span><textarea name=${name} rows="3" maxlength="300" ?required=${must}
    .value=${live(said[name])} @input=${typed}></textarea></label>`;
  return html`<label class="field"><span>${label}</span><input name=${name} type=${kind} autocomplete="off" ?required=${must}
    maxlength=${kind === "text" ? 100 : nothing} min=${kind === "number" ? 1 : nothing} max=${field.most ?? nothing}
    .value=${live(said[name])} @input=${typed} /></label>`;
}

/** @param {Speech} speech @param {CaseView} view @param {any} word @param {boolean} must @param {(part: Said) => void} say */
function materialView({ tell }, view, word, must, say) {
  const material = view.materials[word.position];
  const states = STATES.filter((state) => (state !== "PROMISED" || material.deferrable) && (state !== "HELD" || material.certificate !== ""));
  const value = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).value;
  return html`<fieldset class="material" data-material=${word.position}>
    <legend>${material.name}</legend>
    ${material.problem ? html`<p class="second">${material.problem}</p>` : nothing}
    <select ?required=${must} aria-label=${tell("cases.field.material", { name: material.name })} @change=${(/** @type {Event} */ event) => say({ state: value(event) })}>
      <option value="" ?selected=${word.state === ""}>${tell("cases.material.UNDECIDED")}</option>
      ${states.map((state) => html`<option value=${state} ?selected=${state === word.state}>${tell(`cases.material.${state}`)}</option>`)}</select>
    ${word.state === "WRONG" ? html`<input type="text" required maxlength="300" aria-label=${tell("cases.field.problem")} placeholder=${tell("cases.field.problem")}
      .value=${live(word.problem)} @input=${(/** @type {Event} */ event) => say({ problem: value(event) })} />` : nothing}
    ${word.state === "PROMISED" ? html`<label>${tell("cases.field.promised_until")} <input type="date" required .value=${live(word.promised_until ?? "")}
      @input=${(/** @type {Event} */ event) => say({ promised_until: value(event) || null })} /></label>` : nothing}
  </fieldset>`;
}

/** What a notice will name. @param {Speech} speech @param {CaseView} view */
function lackingView({ tell }, { materials }) {
  const wanting = materials.filter(({ state }) => state === "WRONG" || state === "MISSING");
  return html`<p class="second">${tell("cases.notice_names", { count: wanting.length })}</p>
    <ul class="lacking">${wanting.map(({ name, problem, state }) => html`<li><b>${name}</b> ${problem || tell(`cases.material.${state}`)}</li>`)}</ul>`;
}
