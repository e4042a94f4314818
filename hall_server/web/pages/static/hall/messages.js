/** Words to the windows: what was sent today, who has read it, and the form to send more. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { hallTime } from "../hall_time.js";
import { listed } from "./listed.js";

/** @typedef {import("../messages").MessageView} Message */
/** @typedef {import("../messages").HallState} HallState */
/** @typedef {import("./state.js").Hall} Hall */
/** @typedef {import("./state.js").Hands} Hands */

/** @param {Hall} screen @param {Hands} hands @param {HallState} hall */
export function messagesView(screen, hands, hall) {
  const { tell } = screen.speech;
  return html`${screen.leads
      ? html`<p class="tab-acts"><button class="plain small" type="button" data-act="message-all" ?disabled=${screen.doing || !screen.line.up}
          @click=${() => hands.ask({ kind: "message", window: null })}>${tell("floor.do.message_all")}</button></p>`
      : nothing}
    ${hall.messages.length === 0 ? html`<p class="second">${tell("floor.messages_none")}</p>` : nothing}
    <ol>${repeat(hall.messages, ({ message_id }) => message_id, (message) => row(screen, hall, message))}</ol>`;
}

/** @param {Hall} screen @param {HallState} hall @param {Message} message */
function row({ speech }, hall, message) {
  const { tell } = speech;
  const to = message.window === null ? tell("floor.to_all") : tell("desk.title", { window: message.window });
  return html`<li class="message" data-message=${message.message_id}>
    <p class="alert-head"><b>${to}</b> <small class="second">${message.sent_by} · <time datetime=${message.at}>${hallTime(hall, message.at)}</time></small></p>
    <p class="words">${message.text}</p>
    ${receipt(speech, hall, message)}
  </li>`;
}

/** @param {import("../language.js").Speech} speech @param {HallState} hall @param {Message} message */
function receipt(speech, hall, { window, read_by }) {
  const { tell } = speech;
  if (window !== null) {
    return read_by.length > 0
      ? html`<p class="read" data-read="all">✓ ${tell("floor.read")}</p>`
      : html`<p class="second" data-read="none">${tell("floor.unread")}</p>`;
  }
  const missing = hall.windows.filter(({ clerk, window: number }) => clerk !== null && !read_by.includes(number)).map(({ window: number }) => number);
  if (missing.length + read_by.length === 0) return html`<p class="second" data-read="none">${tell("floor.nobody_to_read")}</p>`;
  if (missing.length === 0) return html`<p class="read" data-read="all">✓ ${tell("floor.read_by_all", { count: read_by.length })}</p>`;
  return html`<p class="second" data-read="some">${tell("floor.read_by", { count: read_by.length, windows: listed(speech, missing) })}</p>`;
}

/** The dialog's body: to whom, and what. @param {Hall} screen @param {Hands} hands @param {HallState} hall @param {string | null} window */
export function messageForm({ speech, doing }, hands, hall, window) {
  const { tell } = speech;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    hands.act("POST", "/messages", { window: form.get("window") || null, text: form.get("text") });
  };
  return html`<form @submit=${send}>
    <label class="field"><span>${tell("floor.to")}</span><select name="window">
      <option value="" .selected=${window === null}>${tell("floor.to_all")}</option>
      ${hall.windows.map((each) => html`<option value=${each.window} .selected=${each.window === window}>${
        tell("desk.title", { window: each.window })}${each.clerk_name ? ` · ${each.clerk_name}` : nothing}</option>`)}
    </select></label>
    <label class="field"><span>${tell("floor.message")}</span>
      <input name="text" required maxlength="200" autocomplete="off" autofocus /></label>
    <div class="dialog-acts"><button class="primary" type="submit" ?disabled=${doing}>${tell("floor.do.send")}</button>
      <button class="plain" type="button" @click=${() => hands.change({ asking: null })}>${tell("dialog.back")}</button></div>
  </form>`;
}
