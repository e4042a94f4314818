/** Fields of several rows: everyday words, queues helped, the errands of a theme. Rows move by Alt and arrows. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { live } from "/assets/vendor/lit-html/directives/live.js";
import { finding } from "./choice.js";
import { entryName } from "./shown.js";
import { numberOf, typed } from "./typing.js";

/** @typedef {import("./fields.js").Filling} Filling */

/** @template T @param {T[]} rows @param {number} at @param {number} to @returns {T[]} */
function moved(rows, at, to) {
  if (to < 0 || to >= rows.length) return rows;
  const others = rows.filter((_, index) => index !== at);
  return [...others.slice(0, to), rows[at], ...others.slice(to)];
}

/** @param {string} id side effect: the row's field has the keyboard once the page was drawn */
export function attend(id) {
  document.getElementById(id)?.focus();
}

/** @param {Filling} filling @param {number} at */
export function rowButtons({ screen, value, put }, at) {
  const { tell } = screen.speech;
  const button = (/** @type {string} */ act, /** @type {string} */ sign, /** @type {unknown[]} */ next) =>
    html`<button class="quiet" type="button" data-act="row-${act}" aria-label=${tell(`admin.row.${act}`, { row: at + 1 })}
      ?disabled=${next === value} @click=${() => put(next)}>${sign}</button>`;
  const without = value.filter((/** @type {unknown} */ _, /** @type {number} */ index) => index !== at);
  return html`${button("up", "↑", moved(value, at, at - 1))}${button("down", "↓", moved(value, at, at + 1))}${button("out", "✕", without)}`;
}

/** @param {KeyboardEvent} event @param {Filling} filling @param {number} at @returns {boolean} whether a row was moved */
export function moveByKey(event, { value, put, id }, at) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!event.altKey || step === undefined) return false;
  event.preventDefault();
  put(moved(value, at, at + step));
  attend(`${id}-${Math.max(0, Math.min(value.length - 1, at + step))}`);
  return true;
}

/** @param {Filling} filling texts one below the other; Enter makes a new one, Backspace takes an empty one away */
export function stringRows(filling) {
  const { screen, field, value, put, id } = filling;
  const { tell } = screen.speech;
  const rows = /** @type {string[]} */ (value);
  const keys = (/** @type {KeyboardEvent} */ event, /** @type {number} */ at) => {
    if (event.isComposing || moveByKey(event, filling, at)) return;
    const back = event.key === "Backspace" && rows[at] === "";
    if (event.key !== "Enter" && !back) return;
    event.preventDefault();
    put(back ? rows.filter((_, index) => index !== at) : [...rows.slice(0, at + 1), "", ...rows.slice(at + 1)]);
    attend(`${id}-${back ? Math.max(0, at - 1) : at + 1}`);
  };
  return html`<ol class="field-rows">${rows.map(
      (text, at) => html`<li><span class="second">${at + 1}</span>
        <input id="${id}-${at}" aria-label="${tell(`admin.field.${field.name}`)} ${at + 1}" autocomplete="off" dir="auto" .value=${live(text)}
          @input=${(/** @type {Event} */ event) => put(rows.map((each, index) => (index === at ? typed(event) : each)))}
          @keydown=${(/** @type {KeyboardEvent} */ event) => keys(event, at)} />${rowButtons(filling, at)}</li>`,
    )}</ol>
    <button class="plain small" type="button" data-act="row-add" @click=${() => {
      put([...rows, ""]);
      attend(`${id}-${rows.length}`);
    }}>${tell("admin.row.add")}</button> <small class="second">${tell("admin.row.keys")}</small>`;
}

/** @param {Filling} filling queues a profile helps, each after its own minutes or at the queue's limit */
export function backupRows(filling) {
  const { screen, value, put, id } = filling;
  const { tell } = screen.speech;
  const rows = /** @type {{queue: string, help_after_minutes: number | null | string}[]} */ (value);
  const set = (/** @type {number} */ at, /** @type {any} */ after) =>
    put(rows.map((each, index) => (index === at ? { ...each, help_after_minutes: after } : each)));
  return html`<ol class="field-rows helped">${rows.map(
      ({ queue, help_after_minutes: after }, at) => html`<li><span class="grow" dir="auto">${entryName(screen, "queues", queue)}</span>
        <label class="check">${tell("admin.help_after")}<input class="tiny" inputmode="numeric" maxlength="5" ?disabled=${after === null}
          .value=${live(after === null ? "" : String(after))} @input=${(/** @type {Event} */ event) => set(at, numberOf(typed(event)))} /></label>
        <label class="check"><input type="checkbox" .checked=${live(after === null)} @change=${() => set(at, after === null ? 10 : null)} />
          ${tell("admin.at_limit")}</label>${rowButtons(filling, at)}</li>`,
    )}</ol>
    ${finding(filling, id, tell("admin.add_one"), "", (queue) => put([...rows, { queue, help_after_minutes: null }]), rows.map(({ queue }) => queue))}`;
}

/** @param {Filling} filling the errands of a theme, in order; errands of one step are done in any order */
export function stepRows(filling) {
  const { screen, value, put, id } = filling;
  const { tell } = screen.speech;
  const rows = /** @type {{item: string, step: number}[]} */ (value);
  /** Steps numbered anew from who stands together with the row before. */
  const numbered = (/** @type {{item: string, together: boolean}[]} */ next) => {
    let step = 0;
    return next.map(({ item, together }, at) => ({ item, step: at > 0 && together ? step : (step += 1) }));
  };
  const loose = rows.map(({ item, step }, at) => ({ item, together: at > 0 && rows[at - 1].step === step }));
  const steps = { ...filling, value: loose, put: (/** @type {any} */ next) => put(numbered(next)) };
  const turn = (/** @type {number} */ at) =>
    steps.put(loose.map((each, index) => (index === at ? { ...each, together: !each.together } : each)));
  return html`<ol class="field-rows helped">${rows.map(
      ({ item, step }, at) => html`<li data-step=${step}><b class="step">${step}</b><span class="grow" dir="auto">${entryName(screen, "items", item)}</span>
        ${at > 0
          ? html`<label class="check"><input type="checkbox" id="${id}-${at}" .checked=${live(loose[at].together)} @change=${() => turn(at)}
              @keydown=${(/** @type {KeyboardEvent} */ event) => moveByKey(event, steps, at)} />${tell("admin.same_step")}</label>`
          : nothing}${rowButtons(steps, at)}</li>`,
    )}</ol>
    ${finding(filling, id, tell("admin.add_one"), "", (item) => steps.put([...loose, { item, together: false }]), rows.map(({ item }) => item))}`;
}
