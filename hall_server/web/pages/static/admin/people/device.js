/** One device: its parts and how they are, another name or place, and the end of its registration. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { keyed } from "/assets/vendor/lit-html/directives/keyed.js";
import { dialog } from "../../dialog.js";
import { deviceLevel, wordOfPart } from "./health.js";
import { age, doAndRead, mayAdminister } from "./keeping.js";
import { placeChoice } from "./pairing.js";
import { ordersView } from "./orders.js";
import { field } from "./person.js";

/** @typedef {import("../page.js").Admin} Admin */
/** @typedef {import("../page.js").Hands} Hands */
/** @typedef {import("./messages").DeviceView} Device */
/** @typedef {import("./messages").DeviceList} List */

const PATH = "/admin/devices";

/** @param {Admin} screen @param {Hands} hands @param {List} list @param {Device} device */
export function deviceView(screen, hands, list, device) {
  const { tell } = screen.speech;
  const edits = mayAdminister(screen) && device.revoked_at === null;
  const move = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const seen_place = screen.own.devices.seen?.[device.name] ?? device.place;
    const body = { name: form.get("name"), place: form.get("place"), seen_name: device.name, seen_place };
    const path = `${PATH}/${encodeURIComponent(device.name)}`;
    const answer = await doAndRead(screen, hands, "devices", () => hands.act("PUT", path, body), PATH);
    hands.own("devices", { seen: {}, fresh: (screen.own.devices.fresh ?? 0) + 1 });
    if (answer === null) return;
    hands.go("devices", answer.device.name);
    hands.change({ notice: tell("people.kept", { name: answer.device.name }) });
  };
  // What is typed belongs to the place as seen when the typing began.
  const touched = () => {
    const seen = screen.own.devices.seen ?? {};
    if (!(device.name in seen)) hands.own("devices", { seen: { ...seen, [device.name]: device.place } });
  };
  return html`<div class="form" data-device-form=${device.name}>
    <header><h3 class="clip" dir="auto">${device.name}</h3><span class="mark">${tell(`device.${device.kind}`)}</span></header>
    ${partsView(screen, device)}
    ${ordersView(screen, hands, device)}
    ${keyed(`${device.name} ${screen.own.devices.fresh ?? 0}`, html`<form @submit=${move} @input=${touched}>
      ${field(tell("people.device_name"), html`<input name="name" required maxlength="40" pattern="\\S+" autocomplete="off" dir="auto"
        aria-label=${tell("people.device_name")} value=${device.name} ?disabled=${!edits} />`)}
      ${field(tell("people.place"), placeChoice(screen, list, device.place, !edits))}
      ${edits ? html`<div class="dialog-acts"><button class="primary" type="submit" ?disabled=${screen.doing}>${tell("people.do_change")}</button></div>` : nothing}
    </form>`)}
    ${edits
      ? html`<div class="doors"><button class="plain small danger" type="button" data-act="revoke" ?disabled=${screen.doing}
          @click=${() => hands.own("devices", { asking: "revoke" })}>${tell("people.do.revoke")}</button></div>`
      : nothing}
    ${device.revoked_at === null ? nothing : html`<p class="second hint">${tell("people.revoked_hint")}</p>`}
  </div>`;
}

/** @param {Admin} screen @param {Device} device */
function partsView({ speech }, device) {
  const { tell } = speech;
  const level = deviceLevel(device);
  return html`<dl class="facts">
    <div><dt>${tell("people.state")}</dt><dd class="health" data-level=${level}><b>${tell(`people.level.${level}`)}</b></dd></div>
    <div><dt>${tell("people.seen")}</dt><dd>${age(speech, device.seen_at)}</dd></div>
    <div><dt>${tell("people.version")}</dt><dd>${device.version || tell("people.not_told")}</dd></div>
    ${device.components.map((part) => html`<div><dt>${tell(`people.part.${part.kind}`)}</dt>
      <dd class="health" data-level=${part.ok ? "good" : "trouble"} data-part=${part.kind}><b>${part.ok ? "✓" : "!"}</b> <span dir="auto">${wordOfPart(speech, part)}</span></dd></div>`)}
  </dl>`;
}

/** @param {Admin} screen @param {Hands} hands @param {Device} device */
export function revokeView(screen, hands, device) {
  const { tell } = screen.speech;
  const leave = () => {
    hands.own("devices", { asking: null });
    hands.change({ refusal: null });
  };
  const revoke = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const path = `${PATH}/${encodeURIComponent(device.name)}/revoke`;
    const answer = await doAndRead(screen, hands, "devices", () => hands.act("POST", path, {}), PATH);
    if (answer !== null) leave();
  };
  const body = html`<form @submit=${revoke}><p>${tell(`people.ask.revoke_${device.kind}`)}</p>
    <div class="dialog-acts"><button class="primary" type="submit" ?disabled=${screen.doing}>${tell("people.do.revoke")}</button>
      <button class="plain" type="button" autofocus @click=${leave}>${tell("dialog.back")}</button></div></form>`;
  return dialog("revoke", tell("people.ask.revoke", { name: device.name }), body, screen.refusal, leave);
}
