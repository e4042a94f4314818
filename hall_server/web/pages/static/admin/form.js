/** One entry's form: every field of its part, what is wrong with it, and what it was before. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { keyed } from "/assets/vendor/lit-html/directives/keyed.js";
import { problemText, problemsAt, rootOf } from "./checks.js";
import { isNewKey, withPlace, withRemoval, withValues, withoutEdit } from "./edits.js";
import { controlFor } from "./fields.js";
import { mayEdit } from "./list.js";
import { PARTS } from "./parts.js";
import { rowsOf, same } from "./rows.js";
import { shown } from "./shown.js";

/** @typedef {import("./page.js").Admin} Admin */
/** @typedef {import("./page.js").Hands} Hands */
/** @typedef {import("./rows.js").Row} Row */

/**
 * @param {Admin} screen
 * @param {Hands} hands
 * @param {string} part
 * @param {string | null} key
 * @param {string[]} [only] these fields alone
 */
export function formView(screen, hands, part, key, only) {
  const { tell } = screen.speech;
  const rows = rowsOf(/** @type {any} */ (screen.setup), screen.edits, part);
  const row = rows.find((each) => each.key === key);
  if (row === undefined) {
    return html`<section class="form empty"><p class="second">${tell(key === null ? "admin.pick_one" : "admin.gone")}</p></section>`;
  }
  const fields = PARTS[part].fields.filter(({ name }) => only?.includes(name) ?? true);
  const locked = !mayEdit(screen, part) || row.state === "removed";
  return keyed(
    `${part} ${key}`,
    html`<section class="form" data-form=${row.key} aria-label=${tell(`admin.section.${screen.section}`)}>
      ${only === undefined ? head(screen, hands, part, row, rows) : mayEdit(screen, part) ? nothing : html`<p class="second">${tell("admin.read_only")}</p>`}
      ${elsewhere(screen, row)} ${scheduled(screen, part, row)}
      ${wholeProblems(screen, part, row, fields)}
      <fieldset ?disabled=${locked}>
        ${only === undefined && isNewKey(row.key) ? codeField(screen, hands, part, row) : nothing}
        ${fields.map((field) => fieldView(screen, hands, part, row, field))}
      </fieldset>
    </section>`,
  );
}

/** @param {Admin} screen @param {Hands} hands @param {string} part @param {Row} row @param {Row[]} rows */
function head(screen, hands, part, row, rows) {
  const { tell, name } = screen.speech;
  const setup = /** @type {any} */ (screen.setup);
  const at = rows.indexOf(row);
  const move = (/** @type {number} */ to) => hands.edit(withPlace(setup, screen.edits, part, row.key, to));
  const edited = screen.edits.some((edit) => edit.part === part && edit.key === row.key);
  const drop = () => {
    hands.edit(withoutEdit(screen.edits, part, row.key));
    if (row.state === "added") hands.go(screen.section);
  };
  return html`<header><b class="code">${row.entry.code}</b><h3 class="clip" dir="auto">${name(row.entry.name)}</h3>
    ${row.state === "same" ? nothing : html`<span class="mark" data-mark=${row.state}>${tell(`admin.state.${row.state}`)}</span>`}
    <span class="gap"></span>
    ${part === "items" && row.now !== null
      ? html`<a class="plain small" data-act="guide" target="_blank" href=${guideOf(setup.hall_code, row.now.code)}>${tell("admin.guide")}</a>`
      : nothing}
    ${mayEdit(screen, part)
      ? html`${PARTS[part].dated
          ? nothing
          : html`<button class="quiet" type="button" data-act="up" aria-label=${tell("admin.up")} ?disabled=${at === 0}
                @click=${() => move(at - 1)}>↑</button>
              <button class="quiet" type="button" data-act="down" aria-label=${tell("admin.down")} ?disabled=${at === rows.length - 1}
                @click=${() => move(at + 1)}>↓</button>`}
          ${edited ? html`<button class="plain small" type="button" data-act="revert" @click=${drop}>${tell("admin.revert")}</button>` : nothing}
          ${row.state === "removed" || row.state === "added"
            ? nothing
            : html`<button class="plain small danger" type="button" data-act="remove"
                @click=${() => hands.edit(withRemoval(setup, screen.edits, part, row.key))}>${tell("admin.remove")}</button>`}`
      : html`<span class="second">${tell("admin.read_only")}</span>`}</header>`;
}

/** @param {string} hall @param {string} code @returns {string} where anybody reads the item with its versions */
function guideOf(hall, code) {
  return `/items/${encodeURIComponent(code)}?hall=${encodeURIComponent(hall)}`;
}

/** @param {Admin} screen @param {Row} row */
function elsewhere({ speech }, row) {
  return row.elsewhere ? html`<p class="warning" role="status" data-elsewhere>${speech.tell("admin.elsewhere")}</p>` : nothing;
}

/** @param {Admin} screen @param {string} part @param {Row} row a change that waits for its day and touches the same entry */
function scheduled({ speech, own }, part, row) {
  /** @type {import("./plan").ChangeView[]} */
  const changes = own.changes?.list ?? [];
  const touches = changes.find(
    ({ state, difference }) => state === "SCHEDULED" && difference.some((each) => each.part === part && each.code === row.key),
  );
  if (touches === undefined) return nothing;
  const says = speech.tell("admin.scheduled_too", { date: touches.due ?? "", summary: touches.summary, by: touches.made_by_name });
  return html`<p class="warning" role="status" data-scheduled><a href="#waiting">${says}</a></p>`;
}

/** @param {Admin} screen @param {string} part @param {Row} row @param {import("./parts.js").Field[]} fields */
function wholeProblems(screen, part, row, fields) {
  const mine = screen.verdict?.problems.filter((each) => each.part === part && each.code === row.entry.code) ?? [];
  const placed = new Set([...fields.map(({ name }) => name), ...(isNewKey(row.key) ? ["code"] : [])]);
  const loose = mine.filter(({ field }) => !placed.has(rootOf(field)));
  return loose.map((problem) => html`<p class="warning" role="alert" data-problem>${problemText(screen.speech, problem)}</p>`);
}

/** @param {Admin} screen @param {Hands} hands @param {string} part @param {Row} row */
function codeField(screen, hands, part, row) {
  const { tell } = screen.speech;
  const { code } = PARTS[part];
  const put = (/** @type {Event} */ event) => {
    const typed = /** @type {HTMLInputElement} */ (event.target).value.trim();
    const value = code === "letter" ? typed.toUpperCase() : typed;
    hands.edit(withValues(/** @type {any} */ (screen.setup), screen.edits, part, row.key, { code: value }));
  };
  return html`<div class="entry-field" data-field="code">
    <label for="f-code">${tell(`admin.code.${part}`)}</label>
    <div class="control"><input id="f-code" class="short" maxlength="40" autocomplete="off" .value=${row.entry.code} @input=${put}
      aria-describedby="h-code" /><small class="second" id="h-code">${tell(`admin.code_hint.${code}`)}</small>
      ${problems(screen, part, row, "code")}</div></div>`;
}

/** @param {Admin} screen @param {Hands} hands @param {string} part @param {Row} row @param {import("./parts.js").Field} field */
function fieldView(screen, hands, part, row, field) {
  const { tell, knows } = screen.speech;
  const value = row.entry[field.name];
  const put = (/** @type {unknown} */ next) =>
    hands.edit(withValues(/** @type {any} */ (screen.setup), screen.edits, part, row.key, { [field.name]: next }));
  const hint = `admin.hint.${part}_${field.name}`;
  const changed = row.state === "changed" && row.now !== null && !same(row.now[field.name], value);
  const control = controlFor(field.kind)({ screen, hands, part, row, field, value, put, id: `f-${field.name}` });
  return html`<div class="entry-field" data-field=${field.name} role="group" aria-labelledby="l-${field.name}">
    <span class="label" id="l-${field.name}">${tell(`admin.field.${field.name}`)}${
      field.required ? html`<abbr title=${tell("admin.required")}>*</abbr>` : nothing
    }</span>
    <div class="control">${control}
      ${knows(hint) ? html`<small class="second">${tell(hint)}</small>` : nothing}
      ${changed
        ? html`<small class="was" dir="auto">${tell("admin.was", { value: shown(screen, part, field.name, row.now?.[field.name]) })}
            <button class="quiet" type="button" data-act="put-back" @click=${() => put(row.now?.[field.name])}>${tell("admin.put_back")}</button></small>`
        : nothing}
      ${problems(screen, part, row, field.name)}</div></div>`;
}

/** @param {Admin} screen @param {string} part @param {Row} row @param {string} field */
function problems(screen, part, row, field) {
  const found = problemsAt(screen.verdict?.problems ?? [], part, row.entry.code, field);
  return found.map((problem) => html`<p class="wrong" role="alert" data-problem=${field}>${problemText(screen.speech, problem)}</p>`);
}
