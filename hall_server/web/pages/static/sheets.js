/** A sheet of paper as a row: what it is, how it stands, and the acts it allows. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallTime } from "./hall_time.js";
import { MARKS, isOpenEnd, mayCancel, mayReprint, sheetName, sheetState, wasRepeated } from "./paper.js";

/**
 * @typedef {object} SheetHands
 * @property {boolean} still nothing can be done now
 * @property {(sheet: import("./messages").PrintJobView) => void} reprint
 * @property {(sheet: import("./messages").PrintJobView) => void} cancel
 */

/**
 * @param {import("./language.js").Speech} spoken
 * @param {{timezone: string, paper: import("./messages").PrintJobView[]}} state
 * @param {import("./messages").PrintJobView} sheet one of the state's
 * @param {SheetHands | null} hands null for those who only look
 * @param {string} [where] the printer's name, when it is not plain
 */
export function sheetRow(spoken, state, sheet, hands, where = "") {
  const { tell } = spoken;
  const name = sheetName(spoken, sheet);
  const open = isOpenEnd(sheet, state.paper) ? "open-end" : "";
  const again = !wasRepeated(sheet, state.paper);
  return html`<li class="sheet ${open}" data-sheet=${sheet.job_id} data-print=${sheet.state}>
    <span class="sheet-mark" aria-hidden="true">${MARKS[sheet.state]}</span>
    <span class="sheet-what"><b>${name}</b>
      ${sheet.copy_number > 0 ? html`<span class="chip">${tell("paper.copy", { count: sheet.copy_number })}</span>` : nothing}
    </span>
    <small class="sheet-when">${where ? `${where} · ` : nothing}<time datetime=${sheet.since}>${hallTime(state, sheet.since)}</time></small>
    <span class="sheet-foot"><small class="sheet-state">${sheetState(spoken, sheet, state.paper)}</small>
      ${hands === null ? nothing : html`<span class="sheet-acts">
        ${mayReprint(sheet) && again ? button("reprint", hands.reprint) : nothing}
        ${mayCancel(sheet) ? button("cancel", hands.cancel) : nothing}</span>`}</span>
  </li>`;

  /** @param {"reprint" | "cancel"} act @param {(sheet: import("./messages").PrintJobView) => void} doIt */
  function button(act, doIt) {
    return html`<button class="plain small" type="button" data-act=${act} ?disabled=${hands?.still}
      @click=${() => doIt(sheet)}>${tell(`paper.do.${act}`)} <span class="unseen">${name}</span></button>`;
  }
}
