/** The materials of an item as a table. In a name Enter makes a new row, Backspace takes an empty one away, Alt and arrows move. */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { live } from "/assets/vendor/lit-html/directives/live.js";
import { attend, moveByKey, rowButtons } from "./field_rows.js";
import { numberOf, typed } from "./typing.js";

/** @typedef {import("./fields.js").Filling} Filling */

export const MATERIAL_KINDS = ["", "original", "copy", "both"];
export const MATERIAL_MEDIA = ["", "paper", "electronic", "either"];
const BLANK = { name: "", kind: "", copies: 1, medium: "", source: "", standard: "", deferrable: false, certificate: "" };

/** @param {Filling} filling */
export function materialRows(filling) {
  const { screen, value, put, id } = filling;
  const { tell } = screen.speech;
  const add = () => {
    put([...value, BLANK]);
    attend(`${id}-${value.length}`);
  };
  return html`<ol class="field-rows materials">${value.map((/** @type {any} */ _, /** @type {number} */ at) => materialRow(filling, at))}</ol>
    <button class="plain small" type="button" data-act="row-add" @click=${add}>${tell("admin.row.add")}</button>
    <small class="second">${tell("admin.row.keys")}</small>`;
}

/** @param {KeyboardEvent} event @param {Filling} filling @param {number} at */
function onKey(event, filling, at) {
  const { value, put, id } = filling;
  if (event.isComposing || moveByKey(event, filling, at)) return;
  const back = event.key === "Backspace" && value[at].name === "";
  if (event.key !== "Enter" && !back) return;
  event.preventDefault();
  put(back ? value.filter((/** @type {any} */ _, /** @type {number} */ index) => index !== at) : [...value.slice(0, at + 1), BLANK, ...value.slice(at + 1)]);
  attend(`${id}-${back ? Math.max(0, at - 1) : at + 1}`);
}

/** @param {Filling} filling @param {number} at */
function materialRow(filling, at) {
  const { screen, value, put, id } = filling;
  const { tell } = screen.speech;
  const row = value[at];
  const set = (/** @type {string} */ name, /** @type {any} */ next) =>
    put(value.map((/** @type {any} */ each, /** @type {number} */ index) => (index === at ? { ...each, [name]: next } : each)));
  const label = (/** @type {string} */ name) => `${tell(`admin.material.${name}`)} ${at + 1}`;
  const text = (/** @type {string} */ name, /** @type {string} */ css) => html`<label class=${css}><span>${tell(`admin.material.${name}`)}</span>
    <input data-material=${name} aria-label=${label(name)} autocomplete="off" dir="auto" .value=${live(row[name])}
      @input=${(/** @type {Event} */ event) => set(name, typed(event))} /></label>`;
  const choice = (/** @type {string} */ name, /** @type {string[]} */ among) => html`<label><span>${tell(`admin.material.${name}`)}</span>
    <select data-material=${name} aria-label=${label(name)} .value=${live(row[name])}
      @change=${(/** @type {Event} */ event) => set(name, typed(event))}>${among.map(
        (each) => html`<option value=${each} ?selected=${each === row[name]}>${tell(`admin.material.${name}.${each || "unsaid"}`)}</option>`,
      )}</select></label>`;
  return html`<li>
    <div class="inline first"><b class="step">${at + 1}</b>
      <input id="${id}-${at}" data-material="name" aria-label=${label("name")} autocomplete="off" dir="auto" .value=${live(row.name)}
        @input=${(/** @type {Event} */ event) => set("name", typed(event))}
        @keydown=${(/** @type {KeyboardEvent} */ event) => onKey(event, filling, at)} />${rowButtons(filling, at)}</div>
    <div class="inline">${choice("kind", MATERIAL_KINDS)}
      <label><span>${tell("admin.material.copies")}</span><input data-material="copies" class="tiny" inputmode="numeric" maxlength="3"
        aria-label=${label("copies")} .value=${live(String(row.copies))} @input=${(/** @type {Event} */ event) => set("copies", numberOf(typed(event)))} /></label>
      ${choice("medium", MATERIAL_MEDIA)}
      <label class="check"><input type="checkbox" data-material="deferrable" .checked=${live(row.deferrable)}
        @change=${() => set("deferrable", !row.deferrable)} />${tell("admin.material.deferrable")}</label></div>
    <div class="inline">${text("source", "wide")}${text("standard", "wide")}${text("certificate", "certificate")}</div></li>`;
}

/** @param {import("./page.js").Admin} screen @param {any} material @returns {string} a material as people read it */
export function materialText({ speech: { tell } }, material) {
  const facts = [
    material.kind && tell(`admin.material.kind.${material.kind}`),
    material.copies > 1 ? tell("admin.material.count", { count: material.copies }) : "",
    material.medium && tell(`admin.material.medium.${material.medium}`),
    material.deferrable ? tell("admin.material.deferrable") : "",
    material.source,
    material.standard,
    material.certificate,
  ].filter(Boolean);
  return facts.length ? tell("admin.material.told", { name: material.name, facts: facts.join(tell("list.comma")) }) : material.name;
}
