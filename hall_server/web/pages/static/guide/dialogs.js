/** The guide desk's dialogs: a new number, where to move a ticket, a note, one more errand, which printer, the help. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { dialog } from "../dialog.js";
import { finder } from "../finder.js";
import { helpDialog } from "../help.js";
import { placeName, printerLevel, printerState } from "../paper.js";
import { transferView } from "../transfer.js";
import { BOOKED_COMMANDS, cancelForm, checkInForm } from "./booked.js";
import { COMMANDS, NEW, isQueueLetter } from "./commands.js";
import { focusBox } from "./find.js";
import { issueView, itemEntries } from "./issue.js";

/**
 * @typedef {object} Asking
 * @property {string} name of the act, or `help`
 * @property {import("../messages").PrintJobView | null} sheet the sheet of paper it is about
 * @property {import("../finder.js").Search} search
 * @property {string | null} goal of a transfer, `queue:A` or `window:12`; of a new number `more`, while one more errand is looked for
 * @property {string[]} items the errands of a new number
 * @property {string | null} theme
 * @property {Record<string, string> | null} words what was filled in before one more errand was looked for
 */

/** @typedef {import("./page.js").Guide} Guide */
/** @typedef {import("./page.js").Hands} Hands */
/** @typedef {import("../messages").GuideState} GuideState */

/** @param {Guide} screen @param {Hands} hands @param {GuideState} guide @param {Asking} asking */
export function askingView(screen, hands, guide, asking) {
  const { tell } = screen.speech;
  const close = () => {
    hands.change({ asking: null, refusal: null });
    focusBox();
  };
  if (asking.name === "help") return helpDialog(screen.speech, "guide", shortcuts(screen, guide), close);
  const ticket = screen.story?.ticket;
  const number = asking.sheet?.number ?? ticket?.number ?? "";
  const body = {
    issue: () => issueView(screen, hands, guide, asking),
    transfer: () => sendOn(screen, hands, guide, asking),
    note: () => noteForm(screen, hands, "note", ticket?.note ?? ""),
    leave: () => noteForm(screen, hands, "leave", ""),
    add: () => addErrand(screen, hands, guide, asking),
    reprint: () => reprintWhere(screen, hands, guide, asking),
    check_in: () => checkInForm(screen, hands, guide, asking),
    cancel_booking: () => cancelForm(screen, hands),
  }[asking.name];
  return dialog(asking.name, tell(`guide.ask.${asking.name}`, { number }), body?.(), screen.refusal, close);
}

/** @param {Guide} screen @param {GuideState} guide @returns {import("../help.js").Shortcut[]} */
function shortcuts({ speech }, { queues }) {
  const { tell } = speech;
  const key = (/** @type {string} */ letter) => (isQueueLetter(letter, queues) ? `Alt+${letter}` : letter);
  return [
    [tell("guide.key.type"), tell("guide.key.type_does")],
    ["Enter", tell("guide.key.enter_does")],
    ["↑ ↓", tell("guide.key.arrows_does")],
    ...[NEW, ...COMMANDS, ...BOOKED_COMMANDS].map((command) => /** @type {[string, string]} */ ([key(command.key), tell(`guide.do.${command.name}`)])),
    ["Esc", tell("guide.key.escape_does")],
  ];
}

/** @param {Guide} screen @param {Hands} hands @param {"note" | "leave"} name @param {string} before */
function noteForm({ speech, story, doing }, hands, name, before) {
  const { tell } = speech;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const note = new FormData(/** @type {HTMLFormElement} */ (event.target)).get("note") ?? "";
    hands.act(name, { stop: story?.ticket.stop_id, note }, story?.ticket.number);
  };
  return html`<form @submit=${send}>
    <p>${tell(`guide.ask.${name}_hint`)}</p>
    <label class="field"><span>${tell("desk.note")}</span>
      <input name="note" maxlength="200" autocomplete="off" autofocus .value=${before} /></label>
    <div class="dialog-acts">
      <button class="primary" type="submit" ?disabled=${doing}>${tell(`guide.do.${name}`)} <kbd>Enter</kbd></button>
      <button class="plain" type="button" @click=${() => hands.change({ asking: null })}>${tell("dialog.back")} <kbd>Esc</kbd></button>
    </div>
  </form>`;
}

/** @param {Guide} screen @param {Hands} hands @param {GuideState} guide @param {Asking} asking */
function addErrand(screen, hands, guide, asking) {
  const { tell } = screen.speech;
  const ticket = screen.story?.ticket;
  return finder({
    label: tell("desk.ask.add_label"),
    none: tell("finder.none"),
    entries: itemEntries(screen, guide),
    search: asking.search,
    onSearch: (search) => hands.change({ asking: { ...asking, search } }),
    onPick: (item) => hands.act("add", { ticket: ticket?.ticket_id, item }, ticket?.number),
  });
}

/** @param {Guide} screen @param {Hands} hands @param {GuideState} guide @param {Asking} asking where the ticket is moved */
function sendOn({ speech, story, doing }, hands, guide, asking) {
  const ticket = story?.ticket;
  return transferView({
    speech,
    queues: guide.queues.map(({ queue, name }) => ({ code: queue, name })),
    windows: guide.windows.filter((window) => window !== ticket?.window),
    asking,
    still: doing,
    turn: (part) => hands.change({ asking: { ...asking, ...part } }),
    send: (words) => hands.act("transfer", { stop: ticket?.stop_id, ...words }, ticket?.number),
    leave: () => hands.change({ asking: null }),
  });
}

/** @param {Guide} screen @param {Hands} hands @param {GuideState} guide @param {Asking} asking */
function reprintWhere({ speech, story, doing }, hands, guide, { sheet }) {
  const { tell } = speech;
  const printers = guide.printers.filter(({ takes_jobs }) => takes_jobs);
  const number = sheet?.number ?? story?.ticket.number;
  const print = (/** @type {string} */ printer) => {
    if (sheet) hands.act("reprint_sheet", { job: sheet.job_id, printer }, number);
    else hands.act("reprint", { ticket: story?.ticket.ticket_id, printer }, number);
  };
  return html`${sheet?.state === "UNCERTAIN" ? html`<p class="warning">${tell("paper.ask.uncertain")}</p>` : nothing}
    <p class="second" id="where">${tell(printers.length ? "hall.ask.reprint_hint" : "guide.ask.printers_none")}</p>
    <div class="choices" role="group" aria-labelledby="where">${printers.map((printer, index) => html`
      <button class="plain" type="button" data-choice=${printer.printer} ?disabled=${doing} ?autofocus=${index === 0}
        @click=${() => print(printer.printer)}><span>${printer.printer} · ${placeName(speech, printer.place)}</span>
        <span class="printer-state" data-level=${printerLevel(printer)}>${printerState(speech, printer)}</span></button>`)}</div>
    <div class="dialog-acts"><button class="plain" type="button" @click=${() => hands.change({ asking: null })}>
      ${tell("dialog.back")} <kbd>Esc</kbd></button></div>`;
}
