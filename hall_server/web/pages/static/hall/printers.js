/** Every printer with how it is, those in trouble first, and today's sheets that somebody must look after. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { hallTime } from "../hall_time.js";
import { isOpenEnd, placeName, printerLevel, printerState } from "../paper.js";
import { sheetRow } from "../sheets.js";

/** @typedef {import("./state.js").Hall} Hall */
/** @typedef {import("./state.js").Hands} Hands */
/** @typedef {import("../messages").HallState} HallState */
/** @typedef {import("../messages").PrinterView} Printer */
/** @typedef {import("../messages").PrintJobView} Sheet */

const ORDER = ["bad", "low", "unheard", "good"];
const MARKS = /** @type {Record<string, string>} */ ({ bad: "!", low: "!", unheard: "?", good: "✓" });

/** @param {Hall} screen @param {Hands} hands @param {HallState} hall */
export function printersView(screen, hands, hall) {
  const { speech } = screen;
  if (hall.printers.length === 0) return html`<p class="second">${speech.tell("floor.printers_none")}</p>`;
  const urgency = (/** @type {Printer} */ printer) => ORDER.indexOf(printerLevel(printer));
  const printers = [...hall.printers].sort((one, other) => urgency(one) - urgency(other));
  const ailing = printers.filter(isAiling).length;
  const open = openEnds(hall);
  return html`<section class="printers">
    ${ailing === 0 ? html`<p class="second">${speech.tell("hall.printers_good", { count: printers.length })}</p>` : nothing}
    <div>
      <ul>${repeat(printers.slice(0, ailing), ({ printer }) => printer, (printer) => row(screen, hall, printer))}</ul>
      ${open.length === 0 ? nothing : html`<h3>${speech.tell("hall.sheets")}</h3>`}
      <ol class="sheets">${repeat(open, ({ job_id }) => job_id, (sheet) =>
        sheetRow(speech, hall, sheet, sheetHands(screen, hands), sheet.printer))}</ol>
      <ul>${repeat(printers.slice(ailing), ({ printer }) => printer, (printer) => row(screen, hall, printer))}</ul>
    </div>
  </section>`;
}

/** @param {Printer} printer */
const isAiling = (printer) => printerLevel(printer) !== "good";

/** @param {HallState} hall @returns {Sheet[]} sheets that somebody must look after */
function openEnds({ paper }) {
  return paper.filter((sheet) => isOpenEnd(sheet, paper));
}

/** @param {HallState} hall @returns {number} printers that do not print and sheets without a good end */
export function paperTroubles(hall) {
  return hall.printers.filter((printer) => printerLevel(printer) === "bad").length + openEnds(hall).length;
}

/** @param {Hall} screen @param {HallState} hall @param {Printer} printer */
function row({ speech }, hall, printer) {
  const level = printerLevel(printer);
  return html`<li class="printer" data-printer=${printer.printer} data-level=${level}>
    <span class="printer-name clip">${printer.printer}</span>
    <b class="printer-state"><span aria-hidden="true">${MARKS[level]}</span> <span class="printer-word">${printerState(speech, printer)}</span></b>
    <small>${facts(speech, hall, printer).join(" · ")}</small>
  </li>`;
}

/** @param {import("../language.js").Speech} spoken @param {HallState} hall @param {Printer} printer */
function facts(spoken, hall, { place, waiting, heard_at }) {
  const { tell } = spoken;
  return [
    placeName(spoken, place),
    ...(waiting > 0 ? [tell("paper.waiting", { count: waiting })] : []),
    ...(heard_at === null ? [] : [tell("paper.since", { time: hallTime(hall, heard_at) })]),
  ];
}

/** @param {Hall} screen @param {Hands} hands @returns {import("../sheets.js").SheetHands | null} */
function sheetHands(screen, hands) {
  if (!screen.session.roles.some((role) => MAY_ACT.includes(role))) return null;
  return {
    still: screen.doing || !screen.line.up,
    reprint: (sheet) => hands.ask({ kind: "reprint", sheet }),
    cancel: (sheet) => hands.act("POST", `/print-jobs/${sheet.job_id}/cancel`, {}),
  };
}

/** Roles that may repeat and cancel a sheet. */
const MAY_ACT = ["clerk", "guide", "supervisor"];

/**
 * The body of the question where to print a sheet again; its own printer comes first.
 * @param {Hall} screen @param {Hands} hands @param {HallState} hall @param {Sheet} asked
 */
export function reprintWhere({ speech, doing }, hands, hall, asked) {
  const { tell } = speech;
  const sheet = hall.paper.find(({ job_id }) => job_id === asked.job_id);
  const own = hall.printers.filter(({ printer }) => printer === asked.printer);
  const others = hall.printers.filter(({ printer, takes_jobs }) => takes_jobs && printer !== asked.printer);
  const warning = sheet === undefined ? "paper.ask.printed" : "paper.ask.uncertain";
  return html`${asked.state === "UNCERTAIN"
      ? html`<p class="warning" role="status" data-asked=${sheet?.state ?? "PRINTED"}>${tell(warning)}</p>`
      : nothing}
    <p class="second" id="where">${tell("hall.ask.reprint_hint")}</p>
    <div class="choices" role="group" aria-labelledby="where">${[...own, ...others].map(
      (printer) => html`<button class="plain" type="button" data-choice=${printer.printer} ?disabled=${doing}
        @click=${() => reprint(printer)}><span>${printer.printer} · ${placeName(speech, printer.place)}</span>
        <span class="printer-state" data-level=${printerLevel(printer)}>${printerState(speech, printer)}</span></button>`,
    )}</div>
    <div class="dialog-acts"><button class="plain" type="button" autofocus
      @click=${() => hands.change({ asking: null })}>${tell("dialog.back")}</button></div>`;

  /** @param {Printer} printer */
  function reprint({ printer }) {
    // A kiosk prints nothing for others: left unnamed, the server finds the nearest that does.
    const body = printer === asked.printer ? {} : { printer };
    hands.act("POST", `/print-jobs/${asked.job_id}/reprint`, body);
  }
}
