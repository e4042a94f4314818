/** What the window's printer printed, how the printer is, and the question before a doubtful reprint. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { hallTime } from "../hall_time.js";
import { printerLevel, printerMending, printerState } from "../paper.js";
import { sheetRow } from "../sheets.js";

/** @typedef {import("./page.js").Console} Console */
/** @typedef {import("./page.js").Hands} Hands */
/** @typedef {import("../messages").DeskState} DeskState */
/** @typedef {import("../messages").PrintJobView} Sheet */

/** @param {Console} screen @param {Hands} hands @param {DeskState} desk @param {string} who */
export function paperShelf(screen, hands, desk, who) {
  if (desk.printers.length === 0) return nothing;
  const { tell } = screen.speech;
  const ailing = desk.printers.filter((printer) => printerLevel(printer) !== "good");
  const still = who !== "mine" || !screen.line.up || screen.doing !== null;
  const sheetHands = {
    still,
    reprint: (/** @type {Sheet} */ sheet) =>
      sheet.state === "UNCERTAIN" ? hands.ask("reprint", { sheet }) : hands.act("reprint", { job: sheet.job_id }),
    cancel: (/** @type {Sheet} */ sheet) => hands.act("cancel", { job: sheet.job_id }),
  };
  return html`<section data-shelf="paper">
    <h2><span>${tell("paper.title")}</span>${ailing.length === 0 && desk.paper.length > 0
      ? html`<span class="second printer-good">${tell("paper.good")}</span>`
      : nothing}</h2>
    <div role="status">${ailing.map((printer) => printerCard(screen, desk, printer))}</div>
    ${desk.paper.length === 0 ? html`<p class="empty">${tell("paper.none")}</p>` : nothing}
    <ol class="sheets">
      ${repeat(desk.paper, ({ job_id }) => job_id, (sheet) => sheetRow(screen.speech, desk, sheet, sheetHands))}
    </ol>
  </section>`;
}

/** @param {Console} screen @param {DeskState} desk @param {import("../messages").PrinterView} printer one that is not plain good */
function printerCard({ speech }, desk, printer) {
  const { tell } = speech;
  const single = desk.printers.length === 1;
  return html`<div class="printer" data-printer=${printer.printer} data-level=${printerLevel(printer)}>
    <b>${printerState(speech, printer)}</b>
    <span>${printerMending(speech, printer)}</span>
    <small>${single ? tell("paper.window_printer") : printer.printer}${printer.heard_at === null
      ? nothing
      : html` · ${tell("paper.since", { time: hallTime(desk, printer.heard_at) })}`}</small>
  </div>`;
}

/**
 * The body of the question; it follows the sheet, which may be acknowledged while the clerk looks.
 * @param {Console} screen
 * @param {Hands} hands
 * @param {DeskState} desk
 * @param {Sheet | null} asked
 */
export function reprintQuestion({ speech, doing }, hands, desk, asked) {
  if (asked === null) return nothing;
  const { tell } = speech;
  const { state, job_id } = desk.paper.find((sheet) => sheet.job_id === asked.job_id) ?? asked;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    hands.act("reprint", { job: job_id });
  };
  return html`<form @submit=${send}>
    <p class="warning" role="status" data-asked=${state}>${tell(state === "PRINTED" ? "paper.ask.printed" : "paper.ask.uncertain")}</p>
    <div class="dialog-acts">
      <button class="primary" type="submit" ?disabled=${doing !== null}>${tell("paper.do.reprint")}</button>
      <button class="plain" type="button" autofocus @click=${() => hands.change({ asking: null })}>
        ${tell("dialog.back")} <kbd>Esc</kbd></button>
    </div>
  </form>`;
}
