/** What the page shows, as a function of its state. */
import { html, nothing } from "./lit-html.js";

/**
 * @typedef {{sheet: number, file: string, at: string, width: number, height: number, mm: number,
 *   lines: string[], qr_codes: string[], warnings: string[]}} Sheet
 * @typedef {{paper: "ok" | "low" | "out", width_mm: number, faults: string[]}} Printer
 * @typedef {{printer: Printer, sheets: Sheet[]}} Tray
 * @typedef {{say: (key: string, values?: Record<string, string | number>) => string,
 *   language: string, tray: Tray | null, chosen: number | null, silentSince: Date | null}} State
 * @typedef {{choose: (sheet: number) => void, begin: (fault: string) => void,
 *   end: (fault: string) => void, load: (mm: number | null) => void, restart: () => void,
 *   switchLanguage: () => void}} Acts
 */

const FAULTS = [
  "cover_open", "cutter_stuck", "silent", "no_acknowledgement", "drop_in_sheet", "drop_at_acknowledgement",
];
const SHORT_MM = 40;

/** @param {State} state @param {Acts} acts */
export function printerView(state, acts) {
  const { say } = state;
  return html`
    <header>
      <div>
        <h1>${say("title")}</h1>
        ${state.tray ? html`<p>${say("paper", { mm: state.tray.printer.width_mm })}</p>` : nothing}
      </div>
      <p class="state ${trouble(state) ? "trouble" : "ready"}" role="status">${conditions(state)}</p>
      <button type="button" class="quiet" lang=${state.language === "en" ? "zh-CN" : "en"}
        @click=${acts.switchLanguage}>${say("language")}</button>
    </header>
    ${state.silentSince
      ? html`<p class="offline" role="alert">
          ${say("offline", { time: clock(state.silentSince, state.language) })}
        </p>`
      : nothing}
    ${state.tray ? main(state, state.tray, acts) : html`<main><p class="empty">${say("loading")}</p></main>`}
  `;
}

/** @param {State} state @param {Tray} tray @param {Acts} acts */
function main(state, tray, acts) {
  const { say } = state;
  const shown = tray.sheets.find((sheet) => sheet.sheet === state.chosen) ?? tray.sheets[0];
  return html`<main>
    <section class="shown" aria-live="polite">
      ${shown ? large(state, shown, shown === tray.sheets[0]) : empty(state)}
    </section>
    <div class="side">
      ${state.silentSince ? nothing : orders(state, tray.printer, acts)}
      ${tray.sheets.length > 1
        ? html`<section aria-labelledby="sheets">
            <h2 id="sheets">${say("sheets")}</h2>
            <ol class="strip">
              ${tray.sheets.map((sheet) => small(state, sheet, sheet === shown, acts))}
            </ol>
          </section>`
        : nothing}
    </div>
  </main>`;
}

/** @param {State} state @param {Sheet} sheet @param {boolean} newest */
function large(state, sheet, newest) {
  const { say } = state;
  return html`
    <h2>${newest ? say("newest") : say("chosen", { number: sheet.sheet })}</h2>
    <p class="facts">${facts(state, sheet)}</p>
    <img class="paper" src="/sheets/${sheet.file}" width=${sheet.width} height=${sheet.height}
      alt=${sheet.lines.join("\n")}>
    ${sheet.qr_codes.map((code) => html`<p class="facts">${say("qr")}<br><code>${code}</code></p>`)}
    ${sheet.warnings.length
      ? html`<p class="warning">${say("warnings", { list: sheet.warnings.join(", ") })}</p>`
      : nothing}
  `;
}

/** @param {State} state */
function empty({ say }) {
  return html`<div class="empty"><h2>${say("empty")}</h2><p>${say("empty.advice")}</p></div>`;
}

/** @param {State} state @param {Sheet} sheet @param {boolean} shown @param {Acts} acts */
function small(state, sheet, shown, acts) {
  return html`<li>
    <button type="button" aria-current=${shown ? "true" : "false"} @click=${() => acts.choose(sheet.sheet)}>
      <span class="window"><img src="/sheets/${sheet.file}" width=${sheet.width} height=${sheet.height}
        alt=${state.say("chosen", { number: sheet.sheet })} loading="lazy"></span>
      <span>${clock(new Date(sheet.at), state.language)}</span>
    </button>
  </li>`;
}

/** @param {State} state @param {Printer} printer @param {Acts} acts */
function orders({ say }, printer, acts) {
  return html`<section class="orders" aria-labelledby="orders">
    <h2 id="orders">${say("orders")}</h2>
    <p>${say("orders.advice")}</p>
    <div class="buttons">
      ${printer.paper === "out"
        ? html`<button type="button" class="primary" @click=${() => acts.load(null)}>${say("order.paper_in")}</button>`
        : html`<button type="button" @click=${() => acts.load(0)}>${say("order.paper_out")}</button>
            <button type="button" @click=${() => acts.load(SHORT_MM)}>${say("order.paper_short")}</button>`}
      ${FAULTS.map((fault) =>
        printer.faults.includes(fault)
          ? html`<button type="button" class="primary" @click=${() => acts.end(fault)}>${say(`order.end.${fault}`)}</button>`
          : html`<button type="button" @click=${() => acts.begin(fault)}>${say(`order.begin.${fault}`)}</button>`,
      )}
      <button type="button" @click=${acts.restart}>${say("order.restart")}</button>
    </div>
  </section>`;
}

/** @param {State} state */
function trouble({ tray, silentSince }) {
  return silentSince !== null || (tray !== null && (tray.printer.paper !== "ok" || tray.printer.faults.length > 0));
}

/** @param {State} state */
function conditions({ say, tray, silentSince }) {
  if (silentSince) return say("offline.state");
  if (!tray) return say("loading");
  const keys = tray.printer.faults.slice();
  if (tray.printer.paper !== "ok") keys.unshift(`paper_${tray.printer.paper}`);
  return (keys.length ? keys : ["ready"]).map((key) => say(`state.${key}`)).join(" · ");
}

/** @param {State} state @param {Sheet} sheet */
function facts({ say, language }, sheet) {
  return say("facts", { time: clock(new Date(sheet.at), language), mm: sheet.mm });
}

/** @param {Date} moment @param {string} language */
function clock(moment, language) {
  return moment.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
}
