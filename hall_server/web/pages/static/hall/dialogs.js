/** The supervisor's dialogs: why pause, which item, what the kiosk is to say, and the day's two ends; others are drawn beside their subject. */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { dialog } from "../dialog.js";
import { finder } from "../finder.js";
import { itemWords } from "../search.js";
import { helpDialog } from "../help.js";
import { sheetName } from "../paper.js";
import { endForm, evacuationForm } from "./evacuation.js";
import { shortcuts } from "./keys.js";
import { lendForm } from "./lending.js";
import { messageForm } from "./messages.js";
import { reprintWhere } from "./printers.js";

/**
 * @typedef {{kind: "pause", window: string}
 *   | {kind: "find_item", search: import("../finder.js").Search}
 *   | {kind: "close_issuing", subject: {item: string} | {queue: string}, title: string}
 *   | {kind: "reprint", sheet: import("../messages").PrintJobView}
 *   | {kind: "lend", window: string | null, queue: string | null}
 *   | {kind: "message", window: string | null}
 *   | {kind: "evacuate", typed: string} | {kind: "end_evacuation"} | {kind: "help"}
 *   | {kind: "day_open"} | {kind: "day_close"}} Asking
 */

/** @typedef {import("./state.js").Hall} Hall */
/** @typedef {import("./state.js").Hands} Hands */

/** @param {Hall} screen @param {Hands} hands @param {import("../messages").HallState} hall */
export function askingView(screen, hands, hall) {
  const asking = /** @type {Asking} */ (screen.asking);
  const leave = () => hands.change({ asking: null, refusal: null });
  if (asking.kind === "help") return helpDialog(screen.speech, "hall", shortcuts(screen.speech), leave);
  const title = titleOf(screen, asking);
  const window = asking.kind === "pause" ? asking.window : "";
  const heading = screen.speech.tell(`hall.ask.${asking.kind}`, { title, window });
  return dialog(asking.kind, heading, bodyOf(screen, hands, hall, asking), screen.refusal, leave);
}

/** @param {Hall} screen @param {Hands} hands @param {import("../messages").HallState} hall @param {Exclude<Asking, {kind: "help"}>} asking */
function bodyOf(screen, hands, hall, asking) {
  if (asking.kind === "pause") return pauseReasons(screen, hands, hall, asking.window);
  if (asking.kind === "find_item") return findItem(screen, hands, asking.search);
  if (asking.kind === "close_issuing") return closingWords(screen, hands, asking.subject);
  if (asking.kind === "reprint") return reprintWhere(screen, hands, hall, asking.sheet);
  if (asking.kind === "lend") return lendForm(screen, hands, hall, asking);
  if (asking.kind === "message") return messageForm(screen, hands, hall, asking.window);
  if (asking.kind === "evacuate") return evacuationForm(screen, hands, asking.typed);
  if (asking.kind === "end_evacuation") return endForm(screen, hands);
  return dayQuestion(screen, hands, hall, asking.kind);
}

/** @param {Hall} screen @param {Asking} asking @returns {string} what the question is about */
function titleOf({ speech }, asking) {
  if (asking.kind === "reprint") return sheetName(speech, asking.sheet);
  return asking.kind === "close_issuing" ? asking.title : "";
}

/** @param {Hall} screen @param {Hands} hands @param {import("../messages").HallState} hall @param {string} window */
function pauseReasons({ speech }, hands, hall, window) {
  const path = `/windows/${encodeURIComponent(window)}/pause`;
  return html`<div class="choices">${hall.pause_reasons.map(
    ({ code, name }, index) => html`<button class="plain" type="button" ?autofocus=${index === 0} data-choice=${code}
      @click=${() => hands.act("POST", path, { reason: code })}>${speech.name(name)}</button>`,
  )}</div>`;
}

/** @param {Hall} screen @param {Hands} hands @param {import("../finder.js").Search} search */
function findItem({ speech, items }, hands, search) {
  const { tell, name } = speech;
  return finder({
    label: tell("desk.ask.add_label"),
    none: tell("finder.none"),
    entries: items.map((item) => ({
      key: item.code,
      title: name(item.name),
      hint: item.code,
      words: itemWords(item),
    })),
    search,
    onSearch: (next) => hands.change({ asking: { kind: "find_item", search: next } }),
    onPick: (code) => {
      const title = name(items.find((item) => item.code === code)?.name);
      hands.change({ asking: { kind: "close_issuing", subject: { item: code }, title } });
    },
  });
}

/** @param {Hall} screen @param {Hands} hands @param {{item: string} | {queue: string}} subject */
function closingWords({ speech }, hands, subject) {
  const { tell } = speech;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    hands.act("POST", "/closures", { ...subject, text: form.get("text"), text_en: form.get("text_en") });
  };
  return html`<form @submit=${send}>
    <p class="second">${tell("hall.ask.close_issuing_hint")}</p>
    <label class="field"><span>${tell("hall.ask.text")}</span>
      <input name="text" required maxlength="200" autocomplete="off" autofocus /></label>
    <label class="field"><span>${tell("hall.ask.text_en")}</span><input name="text_en" maxlength="200" autocomplete="off" /></label>
    ${sendOrBack(tell("hall.do.close_issuing"), tell("dialog.back"), hands)}
  </form>`;
}

/** @param {Hall} screen @param {Hands} hands @param {import("../messages").HallState} hall @param {"day_open" | "day_close"} kind */
function dayQuestion({ speech }, hands, hall, kind) {
  const { tell } = speech;
  const waiting = hall.queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    hands.act("POST", kind === "day_open" ? "/day/open" : "/day/close", {});
  };
  return html`<form @submit=${send}>
    <p>${tell(`hall.ask.${kind}_hint`, { waiting, parked: hall.parked.length })}</p>
    ${sendOrBack(tell(`hall.do.${kind}`), tell("dialog.back"), hands)}
  </form>`;
}

/** @param {string} send @param {string} back @param {Hands} hands */
function sendOrBack(send, back, hands) {
  return html`<div class="dialog-acts">
    <button class="primary" type="submit">${send}</button>
    <button class="plain" type="button" @click=${() => hands.change({ asking: null })}>${back}</button>
  </div>`;
}
