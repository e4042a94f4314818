/** Giving a number to somebody at the desk: the errand found by typing, then what else is known, then Enter. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { finder } from "../finder.js";
import { itemWords } from "../search.js";
import { placeName, printerLevel, printerState } from "../paper.js";
import { person, receipt, toCard } from "./person.js";

/** @typedef {import("./page.js").Guide} Guide */
/** @typedef {import("./page.js").Hands} Hands */
/** @typedef {import("./dialogs.js").Asking} Asking */
/** @typedef {import("../messages").GuideState} GuideState */

const MOST_ITEMS = 8;
const PRINTER_KEPT_AS = "hall.guide.printer";

/** @param {Guide} screen @param {Hands} hands @param {GuideState} guide @param {Asking} asking */
export function issueView(screen, hands, guide, asking) {
  const turn = (/** @type {Partial<Asking>} */ part) => hands.change({ asking: { ...asking, ...part }, refusal: null });
  const chosen = asking.goal === null && (asking.items.length > 0 || asking.theme !== null);
  return chosen ? wordsForm(screen, hands, guide, asking, turn) : errandFinder(screen, guide, asking, turn);
}

/** @param {Guide} screen @param {GuideState} guide @param {Asking} asking @param {(part: Partial<Asking>) => void} turn */
function errandFinder(screen, guide, asking, turn) {
  const { tell } = screen.speech;
  if (screen.catalogue === null) return html`<p role="status">${tell("desk.ask.add_loading")}</p>`;
  const themes = asking.items.length > 0 ? [] : themeEntries(screen);
  return html`${errandsChosen(screen, asking)} ${finder({
    label: tell("desk.ask.add_label"),
    none: tell("finder.none"),
    entries: [...itemEntries(screen, guide).filter(({ key }) => !asking.items.includes(key)), ...themes],
    search: asking.search,
    onSearch: (search) => turn({ search }),
    onPick: (key) => turn({
      ...(key.startsWith("theme:") ? { theme: key.slice(6) } : { items: [...asking.items, key] }),
      search: { query: "", at: 0 },
      goal: null,
    }),
  })}`;
}

/** Items as the finder lists them. @param {Guide} screen @param {GuideState} guide @returns {import("../search.js").Entry[]} */
export function itemEntries({ speech, catalogue }, { closures }) {
  const { tell, name } = speech;
  const shut = new Set(closures.map(({ item, queue }) => item ?? `queue ${queue}`));
  return (catalogue?.items ?? []).map((item) => ({
    key: item.code,
    title: name(item.name),
    hint: shut.has(item.code) || shut.has(`queue ${item.queue}`) ? tell("guide.shut") : tell("story.queue", { queue: item.queue }),
    words: itemWords(item),
  }));
}

/** @param {Guide} screen @returns {import("../search.js").Entry[]} several errands wanted together */
function themeEntries({ speech, catalogue }) {
  return (catalogue?.themes ?? []).map((theme) => ({
    key: `theme:${theme.code}`,
    title: speech.name(theme.name),
    hint: speech.tell("guide.theme", { count: theme.items.length }),
    words: [theme.name.zh, theme.name.en, theme.code],
  }));
}

/** @param {Guide} screen @param {Asking} asking */
function errandsChosen({ speech, catalogue }, { items, theme }) {
  const names = theme !== null
    ? catalogue?.themes.filter(({ code }) => code === theme)
    : items.map((code) => catalogue?.items.find((item) => item.code === code));
  if (!names?.length) return nothing;
  return html`<ol class="errands">${names.map((errand) => html`<li><b>${speech.name(errand?.name)}</b></li>`)}</ol>`;
}

/** @param {Guide} screen @param {Hands} hands @param {GuideState} guide @param {Asking} asking @param {(part: Partial<Asking>) => void} turn */
function wordsForm(screen, hands, guide, asking, turn) {
  const { tell } = screen.speech;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const { agent, ...words } = wordsOf(event.target);
    printerKept(words.printer);
    hands.act("issue", { ...errandsWanted(asking), ...wordsGiven(words), ...(agent ? { agent: true } : {}) });
  };
  const more = (/** @type {Event} */ event) =>
    turn({ goal: "more", words: wordsOf(/** @type {HTMLElement} */ (event.target).closest("form")) });
  return html`<form class="issue" @submit=${send} @keydown=${toCard}>
    ${errandsChosen(screen, asking)}
    ${asking.theme === null && asking.items.length < MOST_ITEMS
      ? html`<button class="plain small" type="button" data-act="more" @click=${more}>${tell("guide.ask.more")}</button>`
      : nothing}
    ${reasons(screen, guide, asking)} ${paper(screen, guide, asking)} ${person(screen, asking)} ${receipt(screen, asking)}
    <div class="dialog-acts">
      <button class="primary" type="submit" ?disabled=${screen.doing}>${tell("guide.do.issue")} <kbd>Enter</kbd></button>
      <button class="plain" type="button" @click=${() => hands.change({ asking: null, refusal: null })}>
        ${tell("dialog.back")} <kbd>Esc</kbd></button>
    </div>
  </form>`;
}

/** @param {Guide} screen @param {GuideState} guide @param {Asking} asking */
export function reasons({ speech }, guide, { words }) {
  const { tell, name } = speech;
  const kept = words?.reason ?? "";
  return html`<fieldset class="options"><legend>${tell("guide.ask.reason")}</legend>
    ${[{ code: "", name: null }, ...guide.reasons].map((reason) => html`<label>
      <input type="radio" name="reason" value=${reason.code} ?checked=${reason.code === kept} ?autofocus=${reason.code === ""} />
      ${reason.name ? name(reason.name) : tell("guide.ask.ordinary")}</label>`)}
  </fieldset>`;
}

/** How the ticket is printed, and where. @param {Guide} screen @param {GuideState} guide @param {Asking} asking */
export function paper({ speech }, guide, { words }) {
  const { tell } = speech;
  const printers = guide.printers.filter(({ takes_jobs }) => takes_jobs);
  const kept = words?.printer ?? localStorage.getItem(PRINTER_KEPT_AS) ?? printers.find(({ place }) => place === "hall")?.printer ?? "";
  return html`<div class="fields">
    <label class="field"><span>${tell("guide.ask.language")}</span><select name="language">
      ${["zh-CN", "en"].map((code) => html`<option value=${code} ?selected=${words?.language === code}>${tell(`guide.language.${code}`)}</option>`)}</select></label>
    <label class="field"><span>${tell("guide.ask.size")}</span><select name="print_size">
      ${["normal", "large"].map((size) => html`<option value=${size} ?selected=${words?.print_size === size}>${tell(`guide.size.${size}`)}</option>`)}</select></label>
    <label class="field"><span>${tell("guide.ask.printer")}</span><select name="printer">
      <option value="">${tell("guide.ask.no_printer")}</option>
      ${printers.map((printer) => html`<option value=${printer.printer} ?selected=${printer.printer === kept}>
        ${printer.printer} · ${placeName(speech, printer.place)}${printerLevel(printer) === "bad" ? ` · ${printerState(speech, printer)}` : ""}</option>`)}</select></label>
  </div>`;
}

/** The printer chosen is offered again. @param {string} printer */
export function printerKept(printer) {
  localStorage.setItem(PRINTER_KEPT_AS, printer);
}

/** @param {EventTarget | null} form @returns {Record<string, string>} */
export function wordsOf(form) {
  const words = [...new FormData(/** @type {HTMLFormElement} */ (form))];
  return Object.fromEntries(words.map(([name, value]) => [name, String(value)]));
}

/** @param {Record<string, string>} words @returns {Record<string, string>} those that say something */
export function wordsGiven(words) {
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value.trim() !== ""));
}

/** @param {Asking} asking */
function errandsWanted({ items, theme }) {
  return theme === null ? { items } : { theme };
}
