/** A field that finds one entry as you type: a combobox with its list. Arrows move, Enter takes. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { findEntries } from "./search.js";

/**
 * @typedef {object} Search
 * @property {string} query
 * @property {number} at the row the arrows stand on
 */

/** @type {Search} */
export const EMPTY_SEARCH = { query: "", at: 0 };

/**
 * @param {object} finder
 * @param {string} finder.label
 * @param {string} finder.none what to say when nothing is found
 * @param {import("./search.js").Entry[]} finder.entries
 * @param {Search} finder.search
 * @param {(search: Search) => void} finder.onSearch
 * @param {(key: string) => void} finder.onPick
 */
export function finder({ label, none, entries, search, onSearch, onPick }) {
  const found = findEntries(entries, search.query);
  const at = Math.min(search.at, Math.max(0, found.length - 1));
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) onSearch({ ...search, at: Math.max(0, Math.min(found.length - 1, at + step)) });
    else if (event.key === "Enter" && found.length > 0) onPick(found[at].key);
    else return;
    event.preventDefault();
  };
  const onInput = (/** @type {Event} */ event) =>
    onSearch({ query: /** @type {HTMLInputElement} */ (event.target).value, at: 0 });
  return html`
    <label class="field">
      <span>${label}</span>
      <input type="text" autofocus autocomplete="off" role="combobox" aria-expanded="true" maxlength="60"
        aria-controls="found" aria-activedescendant=${found.length ? `found-${at}` : nothing}
        .value=${search.query} @input=${onInput} @keydown=${onKey} />
    </label>
    <div class="found" id="found" role="listbox" aria-label=${label}>
      ${found.map(
        (entry, index) => html`
          <div role="option" id="found-${index}" aria-selected=${index === at ? "true" : "false"}
            data-key=${entry.key} @click=${() => onPick(entry.key)}>
            <span>${entry.title}</span><small>${entry.hint}</small>
          </div>`,
      )}
    </div>
    ${found.length === 0 ? html`<p class="second" role="status">${none}</p>` : nothing}
  `;
}
