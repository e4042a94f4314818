/** The hall's printers: registered with an address, moved, removed; the server or a station drives them at once. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { hashOf } from "../address.js";
import { placeName, printerLevel, printerState } from "../../paper.js";
import { warningsView } from "./devices.js";
import { keepReading, mayAdminister, whenRead } from "./keeping.js";
import { newPrinter, printerView, removeView } from "./printer.js";

/** @typedef {import("../page.js").Admin} Admin */
/** @typedef {import("../page.js").Hands} Hands */
/** @typedef {import("./messages").PrinterSetup} Printer */
/** @typedef {import("./messages").DeviceList} List */

const PATH = "/admin/devices";
const NEW = "+";
const MARKS = /** @type {Record<string, string>} */ ({ bad: "!", low: "!", unheard: "?", good: "✓" });

/** @type {import("../sections.js").Section} */
export const PRINTERS = {
  key: "printers",
  group: "people",
  roles: ["admin", "auditor"],
  enter: (screen, hands) => keepReading(screen, hands, "printers", PATH),
  view: (screen, hands) => whenRead(screen, "printers", screen.own.printers?.read && printersView(screen, hands)),
};

/** @param {Admin} screen @param {Hands} hands */
function printersView(screen, hands) {
  const { tell } = screen.speech;
  const list = /** @type {List} */ (screen.own.printers.read);
  const printer = list.printers.find(({ printer: name }) => name === screen.key);
  return html`${warningsView(screen, list)}
  <div class="split people">
    <section class="list" aria-label=${tell("admin.section.printers")}>
      <div class="find"><span class="second" data-count>${list.printers.length}</span><span class="gap"></span>
        ${mayAdminister(screen)
          ? html`<button class="plain small" type="button" data-act="new" @click=${() => hands.go("printers", NEW)}>${tell("people.add_printer")}</button>`
          : nothing}</div>
      ${list.printers.length
        ? html`<ul class="rows" tabindex="0" role="list" aria-label=${tell("admin.section.printers")}>${repeat(list.printers, ({ printer: name }) => name, (each) => row(screen, each))}</ul>`
        : html`<p class="second empty" role="status">${tell("people.no_printers")}</p>`}
    </section>
    ${screen.key === NEW && mayAdminister(screen)
      ? newPrinter(screen, hands, list)
      : printer ? printerView(screen, hands, list, printer) : html`<p class="second empty">${tell("people.choose_printer")}</p>`}
  </div>
  ${screen.own.printers.asking && printer ? removeView(screen, hands, printer) : nothing}`;
}

/** @param {Printer} setup a printer as the words of paper take one */
const asView = (setup) => /** @type {import("../../messages").PrinterView} */ (
  /** @type {unknown} */ ({ ...setup, waiting: 0, takes_jobs: setup.url !== "" })
);

/** @param {Admin} screen @param {Printer} printer */
function row({ speech, key }, printer) {
  const level = printerLevel(asView(printer));
  return html`<li><a class="row tall" href=${hashOf("printers", printer.printer)} data-printer=${printer.printer} data-level=${level}
    data-open=${printer.printer === key ? "yes" : nothing} aria-current=${printer.printer === key ? "true" : nothing}>
    <span class="what"><span class="clip" dir="auto"><b>${printer.printer}</b></span>
      <small class="clip" dir="auto">${placeName(speech, printer.place)} · ${printer.url || speech.tell("people.own_printer")}</small></span>
    <b class="printer-state"><span aria-hidden="true">${MARKS[level]}</span> ${printerState(speech, asView(printer))}</b>
  </a></li>`;
}
