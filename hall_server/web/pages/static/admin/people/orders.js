/** Orders to one kiosk: lock it with words on it, unlock it, read its page anew, start its program anew. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { dialog } from "../../dialog.js";
import { doAndRead, mayOrder } from "./keeping.js";
import { field } from "./person.js";

/** @typedef {import("../page.js").Admin} Admin */
/** @typedef {import("../page.js").Hands} Hands */
/** @typedef {import("./messages").DeviceView} Device */

const PATH = "/admin/devices";

/** @param {Admin} screen @param {Hands} hands @param {Device} device @param {string} order @param {object} words */
async function give(screen, hands, device, order, words = {}) {
  const path = `${PATH}/${encodeURIComponent(device.name)}/${order}`;
  const answer = await doAndRead(screen, hands, "devices", () => hands.act("POST", path, words), PATH);
  if (answer === null) return false;
  hands.change({ notice: screen.speech.tell(`people.ordered.${order}`, { name: device.name }) });
  return true;
}

/** @param {Admin} screen @param {Hands} hands @param {Device} device */
export function ordersView(screen, hands, device) {
  const { tell } = screen.speech;
  if (device.kind !== "kiosk" || device.revoked_at !== null) return nothing;
  const words = device.lock_text ? [device.lock_text.zh, device.lock_text.en] : [];
  const said = words.filter((line, place) => line && words.indexOf(line) === place);
  const button = (/** @type {string} */ order, /** @type {() => void} */ pressed, name = order) => html`<button class="plain small" type="button"
    data-act=${order} ?disabled=${screen.doing} @click=${pressed}>${tell(`people.do.${name}`)}</button>`;
  return html`<section class="orders" aria-label=${tell("people.orders")}>
    ${device.locked ? html`<p class="warning" data-locked><b>${tell("people.locked")}</b>
      ${said.map((line) => html`<q dir="auto">${line}</q>`)}</p>` : nothing}
    ${mayOrder(screen)
      ? html`<div class="doors">
          ${button("lock", () => hands.own("devices", { asking: "lock" }), device.locked ? "relock" : "lock")}
          ${device.locked ? button("unlock", () => give(screen, hands, device, "unlock")) : nothing}
          ${button("reload", () => give(screen, hands, device, "reload"))}
          ${button("restart", () => give(screen, hands, device, "restart"))}
        </div>`
      : nothing}
  </section>`;
}

/** @param {Admin} screen @param {Hands} hands @param {Device} device */
export function lockView(screen, hands, device) {
  const { tell } = screen.speech;
  const leave = () => {
    hands.own("devices", { asking: null });
    hands.change({ refusal: null });
  };
  const lock = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const words = { text: form.get("text"), text_en: form.get("text_en") };
    if (await give(screen, hands, device, "lock", words)) leave();
  };
  const line = (/** @type {"text" | "text_en"} */ name, /** @type {string} */ now) => field(
    tell(`people.lock.${name}`),
    html`<input name=${name} maxlength="200" autocomplete="off" dir="auto" aria-label=${tell(`people.lock.${name}`)} value=${now} />`,
  );
  const { zh, en } = device.lock_text ?? { zh: "", en: "" };
  const body = html`<form @submit=${lock}><p>${tell("people.ask.lock_hint")}</p>
    ${line("text", zh)} ${line("text_en", en === zh ? "" : en)}
    <div class="dialog-acts"><button class="primary" type="submit" ?disabled=${screen.doing}>${tell("people.do.lock")}</button>
      <button class="plain" type="button" @click=${leave}>${tell("dialog.back")}</button></div></form>`;
  return dialog("lock", tell("people.ask.lock", { name: device.name }), body, screen.refusal, leave);
}
