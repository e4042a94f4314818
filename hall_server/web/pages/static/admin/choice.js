/** Choosing one or several entries of a part: a field that finds them as one types. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { live } from "/assets/vendor/lit-html/directives/live.js";
import { findEntries } from "../search.js";
import { findable } from "./finding.js";
import { rowsOf } from "./rows.js";
import { entryName } from "./shown.js";

/** @typedef {import("./fields.js").Filling} Filling */
/** @typedef {{id: string, query: string, at: number}} Open */

const MOST = 9;

/** @param {Filling} filling */
export function choiceAmong({ screen, field, value, put, id }) {
  const { tell } = screen.speech;
  return html`<select id=${id} class="medium" aria-label=${tell(`admin.field.${field.name}`)} .value=${live(value)}
    @change=${(/** @type {Event} */ event) => put(/** @type {HTMLSelectElement} */ (event.target).value)}>${field.among?.map(
      (choice) => html`<option value=${choice} ?selected=${choice === value}>${tell(`admin.choice.${choice}`)}</option>`,
    )}</select>`;
}

/** @param {Filling} filling several of the field's choices, in their order */
export function someOf({ screen, field, value, put, id }) {
  const { tell } = screen.speech;
  const turn = (/** @type {string} */ choice) =>
    put(value.includes(choice) ? value.filter((/** @type {string} */ each) => each !== choice) : field.among?.filter((each) => each === choice || value.includes(each)));
  return html`<div class="inline">${field.among?.map(
    (choice) => html`<label class="check"><input type="checkbox" id="${id}-${choice}" .checked=${live(value.includes(choice))}
      @change=${() => turn(choice)} />${tell(`admin.choice.${choice}`)}</label>`,
  )}</div>`;
}

/** @param {Filling} filling */
export function choiceOfPart(filling) {
  const { screen, field, value, put, id } = filling;
  const { tell } = screen.speech;
  const found = finding(filling, id, tell(`admin.field.${field.name}`), value, put, []);
  if (field.required || value === "") return found;
  return html`<div class="inline">${found}<button class="quiet" type="button" data-act="take-out"
    aria-label=${tell("admin.take_out", { what: value })} @click=${() => put("")}>✕</button></div>`;
}

/** @param {Filling} filling */
export function listOfPart(filling) {
  const { screen, field, value, put, id } = filling;
  const { tell } = screen.speech;
  return html`<ul class="chosen">${value.map(
      (/** @type {string} */ code, /** @type {number} */ at) => html`<li class="chip-row">
        <span dir="auto">${entryName(screen, field.of ?? "", code)}</span>
        <button class="quiet" type="button" aria-label=${tell("admin.take_out", { what: code })}
          @click=${() => put(value.filter((/** @type {string} */ _, /** @type {number} */ index) => index !== at))}>✕</button></li>`,
    )}</ul>
    ${finding(filling, id, tell("admin.add_one"), "", (code) => put([...value, code]), value)}`;
}

/**
 * A combobox over the entries of the field's part.
 * @param {Pick<Filling, "screen" | "hands" | "field">} filling
 * @param {string} id
 * @param {string} label
 * @param {string} value the chosen code; empty for none
 * @param {(code: string) => void} onPick
 * @param {string[]} without codes not offered
 */
export function finding({ screen, hands, field }, id, label, value, onPick, without) {
  const { tell, name } = screen.speech;
  const part = field.of ?? "";
  const open = /** @type {Open | undefined} */ (screen.own.choice?.id === id ? screen.own.choice : undefined);
  const rows = rowsOf(/** @type {any} */ (screen.setup), screen.edits, part);
  const offered = open === undefined ? [] : findable(screen, rows).filter(({ row }) => row.state !== "removed" && !without.includes(row.entry.code));
  const hits = open === undefined ? [] : findEntries(offered, open.query, MOST).map((hit) => /** @type {any} */ (hit).row.entry);
  const at = Math.min(open?.at ?? 0, hits.length - 1);
  const show = (/** @type {Partial<Open>} */ part) => hands.own("choice", { id, query: "", at: 0, ...open, ...part });
  const close = () => hands.own("choice", { id: null });
  const pick = (/** @type {string} */ code) => {
    close();
    onPick(code);
  };
  const keys = (/** @type {KeyboardEvent} */ event) => onKey(event, open, at, hits, show, close, pick);
  return html`<div class="finding">
    <input id=${id} role="combobox" autocomplete="off" maxlength="60" aria-label=${label} aria-expanded=${open ? "true" : "false"}
      aria-controls=${open ? `${id}-list` : nothing} aria-activedescendant=${open && hits.length ? `${id}-${at}` : nothing}
      placeholder=${tell("admin.choose")}
      .value=${live(open?.query ?? (value === "" ? "" : entryName(screen, part, value)))} @keydown=${keys} @blur=${() => open && close()}
      @click=${() => open ?? show({})} @input=${(/** @type {any} */ event) => show({ query: event.target.value, at: 0 })} />
    ${open
      ? html`<div class="offer" role="listbox" id="${id}-list" aria-label=${label}>${hits.map(
          (entry, index) => html`<div role="option" id="${id}-${index}" aria-selected=${index === at ? "true" : "false"} data-choice=${entry.code}
            @mousedown=${(/** @type {Event} */ event) => event.preventDefault()} @click=${() => pick(entry.code)}>
            <b>${entry.code}</b> <span dir="auto">${name(entry.name)}</span></div>`,
        )}${hits.length ? nothing : html`<div role="option" aria-selected="false" aria-disabled="true">${tell("finder.none")}</div>`}</div>`
      : nothing}</div>`;
}

/**
 * @param {KeyboardEvent} event
 * @param {Open | undefined} open
 * @param {number} at
 * @param {import("./plan").Entry[]} hits
 * @param {(part: Partial<Open>) => void} show
 * @param {() => void} close
 * @param {(code: string) => void} pick
 */
function onKey(event, open, at, hits, show, close, pick) {
  if (event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step !== undefined) show(open === undefined ? {} : { at: Math.max(0, Math.min(hits.length - 1, at + step)) });
  else if (open !== undefined && event.key === "Enter" && hits.length) pick(hits[at].code);
  else if (open !== undefined && event.key === "Escape") close();
  else return;
  event.preventDefault();
}
