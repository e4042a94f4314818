/** A part's entries as a list: found by a few keys, walked by arrows; only the rows in sight are drawn. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { withNew } from "./edits.js";
import { found } from "./finding.js";
import { placed } from "./geometry.js";
import { PARTS, blankEntry } from "./parts.js";
import { rowsOf } from "./rows.js";
import { hintOf } from "./shown.js";

/** @typedef {import("./page.js").Admin} Admin */
/** @typedef {import("./page.js").Hands} Hands */
/** @typedef {import("./rows.js").Row} Row */
/** @typedef {{before?: unknown, beside?: unknown, instead?: unknown}} Buttons for everybody, for editors, and in the place of "new" */

const ROW_PX = 46;
const IN_SIGHT = 26;
const ABOVE = 4;

/** @param {Admin} screen @param {string} part */
function kept(screen, part) {
  return { query: "", at: 0, top: 0, ...screen.own[part] };
}

/**
 * @param {Admin} screen
 * @param {Hands} hands
 * @param {string} part
 * @param {Buttons} [buttons]
 */
export function listView(screen, hands, part, { before = nothing, beside = nothing, instead } = {}) {
  const { tell } = screen.speech;
  const { query, at, top } = kept(screen, part);
  const all = rowsOf(/** @type {any} */ (screen.setup), screen.edits, part);
  const rows = found(screen, all, query);
  const here = Math.min(at, rows.length - 1);
  const first = Math.max(0, Math.floor(top / ROW_PX) - ABOVE);
  const keys = (/** @type {KeyboardEvent} */ event) => walk(event, hands, part, rows, here);
  return html`<div class="list">
    <div class="find">
      <input data-find type="search" aria-controls="rows" autocomplete="off" maxlength="60"
        aria-label=${tell("admin.find")} placeholder=${tell("admin.find_hint")} aria-activedescendant=${rows.length ? `row-${here}` : nothing}
        .value=${query} @input=${(/** @type {Event} */ event) => search(event, hands, part)} @keydown=${keys} />
      <span class="second" data-count>${rows.length === all.length ? all.length : `${rows.length}/${all.length}`}</span>
      ${before}
      ${mayEdit(screen, part)
        ? instead ?? html`${beside}<button class="plain small" type="button" data-act="new" @click=${() => add(screen, hands, part)}>
            ${tell("admin.new")}</button>`
        : nothing}
    </div>
    <div class="rows ${rows.length ? "" : "none"}" id="rows" role="listbox" data-codes=${PARTS[part].code} tabindex="0"
      aria-label=${tell(`admin.section.${part}`)} @keydown=${keys}
      @scroll=${(/** @type {Event} */ event) => hands.own(part, { top: /** @type {HTMLElement} */ (event.target).scrollTop })}>
      <div role="presentation" ${placed(rows.length * ROW_PX, first * ROW_PX)}>
        ${rows.slice(first, first + IN_SIGHT + 2 * ABOVE).map((row, index) => rowView(screen, hands, part, row, first + index, here, rows.length))}
      </div>
    </div>
    ${rows.length ? nothing : html`<p class="second empty" role="status">${tell(all.length ? "admin.none_found" : "admin.none_yet")}</p>`}
  </div>`;
}

/** @param {Admin} screen @param {Hands} hands @param {string} part @param {Row} row @param {number} index @param {number} here @param {number} count */
function rowView(screen, hands, part, row, index, here, count) {
  const { tell, name } = screen.speech;
  const { entry, key, state } = row;
  const wrong = screen.verdict?.problems.some((each) => each.part === part && each.code === entry.code);
  return html`<div class="row" role="option" id="row-${index}" data-row=${key} data-state=${state} aria-setsize=${count}
    aria-posinset=${index + 1} aria-selected=${index === here ? "true" : "false"} data-open=${key === screen.key ? "yes" : nothing}
    @click=${() => {
      hands.own(part, { at: index });
      hands.go(screen.section, key);
    }}>
    <b class="code" dir="auto">${entry.code || "?"}</b>
    <span class="what"><span class="clip" dir="auto">${name(entry.name) || tell("admin.no_name")}</span>
      <small class="clip" dir="auto">${hintOf(screen, part, entry)}</small></span>
    ${wrong ? html`<span class="mark bad" title=${tell("admin.has_problem")}>!<span class="unseen">${tell("admin.has_problem")}</span></span>` : nothing}
    ${state === "same" ? nothing : html`<span class="mark" data-mark=${state}>${tell(`admin.state.${state}`)}</span>`}
  </div>`;
}

/** @param {Event} event @param {Hands} hands @param {string} part */
function search(event, hands, part) {
  const start = performance.now();
  const rows = document.getElementById("rows");
  if (rows !== null) rows.scrollTop = 0;
  hands.own(part, { query: /** @type {HTMLInputElement} */ (event.target).value, at: 0, top: 0 });
  performance.measure("admin.search", { start });
}

/** @param {KeyboardEvent} event @param {Hands} hands @param {string} part @param {Row[]} rows @param {number} here */
function walk(event, hands, part, rows, here) {
  if (event.isComposing) return;
  const page = 10;
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[event.key];
  if (step === undefined && event.key !== "Enter") return;
  event.preventDefault();
  if (step === undefined) return rows.length ? hands.go(part, rows[here].key) : undefined;
  const at = Math.max(0, Math.min(rows.length - 1, here + step));
  hands.own(part, { at });
  bringIntoSight(at);
}

/** @param {number} at side effect: the list scrolls so far that the row is seen */
function bringIntoSight(at) {
  const rows = document.getElementById("rows");
  if (rows === null) return;
  const [above, below] = [at * ROW_PX, (at + 1) * ROW_PX - rows.clientHeight];
  rows.scrollTop = Math.min(above, Math.max(below, rows.scrollTop));
}

/** @param {Admin} screen @param {Hands} hands @param {string} part */
function add(screen, hands, part) {
  const { edits, key } = withNew(screen.edits, part, blankEntry(part));
  hands.edit(edits);
  const last = rowsOf(/** @type {any} */ (screen.setup), edits, part).length - 1;
  hands.own(part, { query: "", at: last });
  bringIntoSight(last);
  hands.go(part, key);
}

/** @param {Admin} screen @param {string} part */
export function mayEdit(screen, part) {
  return screen.setup?.may_edit.includes(part) ?? false;
}
