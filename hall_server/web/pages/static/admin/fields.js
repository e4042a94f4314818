/** How each kind of field is filled in. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { live } from "/assets/vendor/lit-html/directives/live.js";
import { choiceOfPart, choiceAmong, listOfPart, someOf } from "./choice.js";
import { backupRows, stepRows, stringRows } from "./field_rows.js";
import { materialRows } from "./material_rows.js";
import { mediumField } from "./medium.js";
import { periodsField } from "./periods.js";
import { numberOf, typed } from "./typing.js";

/**
 * @typedef {object} Filling
 * @property {import("./page.js").Admin} screen
 * @property {import("./page.js").Hands} hands
 * @property {string} part
 * @property {import("./parts.js").Field} field
 * @property {import("./rows.js").Row} row the entry being filled in
 * @property {any} value
 * @property {(value: any) => void} put
 * @property {string} id of the control, and the beginning of the ids within it
 */

/** @type {Record<string, (filling: Filling) => unknown>} */
const CONTROLS = {
  text2: (filling) => bothLanguages(filling, "input"),
  lines2: (filling) => bothLanguages(filling, "lines"),
  text: ({ screen, field, value, put, id }) =>
    html`<input id=${id} aria-label=${screen.speech.tell(`admin.field.${field.name}`)} autocomplete="off" dir="auto"
      .value=${value} @input=${(/** @type {Event} */ event) => put(typed(event))} />`,
  lines: ({ screen, field, value, put, id }) =>
    html`<textarea id=${id} rows="2" aria-label=${screen.speech.tell(`admin.field.${field.name}`)} dir="auto"
      .value=${live(value)} @input=${(/** @type {Event} */ event) => put(typed(event).replaceAll("\n", " "))}></textarea>`,
  number: numberField,
  yes: ({ screen, field, value, put, id }) =>
    html`<label class="check"><input type="checkbox" id=${id} .checked=${live(value)} @change=${() => put(!value)} />
      ${screen.speech.tell(`admin.check.${field.name}`)}</label>`,
  date: dateField,
  choice: (filling) => (filling.field.of === undefined ? choiceAmong(filling) : choiceOfPart(filling)),
  list: listOfPart,
  some: someOf,
  strings: stringRows,
  materials: materialRows,
  backup: backupRows,
  steps: stepRows,
  periods: periodsField,
  file: mediumField,
};

/** @param {string} kind */
export function controlFor(kind) {
  return CONTROLS[kind];
}

/** @param {Filling} filling @param {"input" | "lines"} shape */
function bothLanguages({ screen, field, value, put, id }, shape) {
  const label = screen.speech.tell(`admin.field.${field.name}`);
  const one = (/** @type {"zh" | "en"} */ language) => {
    const fill = (/** @type {Event} */ event) => put({ ...value, [language]: typed(event) });
    const name = `${label} ${screen.speech.tell(`admin.language.${language}`)}`;
    return html`<div class="tongue"><span aria-hidden="true">${screen.speech.tell(`admin.tongue.${language}`)}</span>${
      shape === "input"
        ? html`<input id="${id}-${language}" aria-label=${name} autocomplete="off" dir="auto" .value=${live(value[language])} @input=${fill} />`
        : html`<textarea id="${id}-${language}" aria-label=${name} rows="3" dir="auto" .value=${live(value[language])} @input=${fill}></textarea>`
    }</div>`;
  };
  return html`<div class="tongues">${one("zh")}${one("en")}</div>`;
}

/** @param {Filling} filling */
function numberField({ screen, field, value, put, id }) {
  const { tell } = screen.speech;
  const [low, high] = field.limits ?? [0, 0];
  const fill = (/** @type {Event} */ event) => put(numberOf(typed(event)));
  return html`<div class="inline">
    <input id=${id} class="short" inputmode="numeric" autocomplete="off" maxlength="12" aria-label=${tell(`admin.field.${field.name}`)}
      ?disabled=${value === null} .value=${live(value === null ? "" : String(value))} @input=${fill} />
    <span class="second">${tell(`admin.limits.${field.unit}`, { low, high })}</span>
    ${field.unset
      ? html`<label class="check"><input type="checkbox" .checked=${live(value === null)}
          @change=${() => put(value === null ? low : null)} />${tell(`admin.unset.${field.name}`)}</label>`
      : nothing}</div>`;
}

/** @param {Filling} filling */
function dateField({ screen, field, value, put, id }) {
  return html`<div class="inline"><input type="date" class="short" id=${id} aria-label=${screen.speech.tell(`admin.field.${field.name}`)}
    .value=${live(value ?? "")} @change=${(/** @type {Event} */ event) => put(typed(event) || null)} />
    ${value === null ? html`<span class="second">${screen.speech.tell(`admin.unset.${field.name}`)}</span>` : nothing}</div>`;
}
