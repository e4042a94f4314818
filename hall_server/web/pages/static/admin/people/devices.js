/** The hall's devices: each with its place and how it is; a new one comes in by the code it shows. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { hashOf } from "../address.js";
import { placeName } from "../../paper.js";
import { deviceLevel, wordOfPart } from "./health.js";
import { age, keepReading, mayAdminister, whenRead } from "./keeping.js";
import { deviceView, revokeView } from "./device.js";
import { lockView } from "./orders.js";
import { pairingView } from "./pairing.js";

/** @typedef {import("../page.js").Admin} Admin */
/** @typedef {import("../page.js").Hands} Hands */
/** @typedef {import("./messages").DeviceView} Device */
/** @typedef {import("./messages").DeviceList} List */

export const PATH = "/admin/devices";
export const NEW = "+";
const MARKS = /** @type {Record<string, string>} */ ({ good: "✓", trouble: "!", silent: "!", never: "?", revoked: "–" });
const ORDER = ["trouble", "silent", "never", "good", "revoked"];

/** @type {import("../sections.js").Section} */
export const DEVICES = {
  key: "devices",
  group: "people",
  roles: ["admin", "supervisor", "auditor"],
  enter: (screen, hands) => keepReading(screen, hands, "devices", PATH),
  view: (screen, hands) => whenRead(screen, "devices", screen.own.devices?.read && devicesView(screen, hands)),
};

/** @param {Admin} screen @param {Hands} hands */
function devicesView(screen, hands) {
  const { tell } = screen.speech;
  const list = /** @type {List} */ (screen.own.devices.read);
  const device = list.devices.find(({ name }) => name === screen.key);
  return html`${warningsView(screen, list)}
  <div class="split people">
    ${listView(screen, hands, list)}
    ${screen.key === NEW && mayAdminister(screen)
      ? pairingView(screen, hands, list)
      : device ? deviceView(screen, hands, list, device) : html`<p class="second empty">${tell("people.choose_device")}</p>`}
  </div>
  ${device && screen.own.devices.asking ? (screen.own.devices.asking === "lock" ? lockView : revokeView)(screen, hands, device) : nothing}`;
}

/** @param {Admin} screen @param {List} list what stands where it should not; also shown above the printers */
export function warningsView({ speech }, { warnings }) {
  if (warnings.length === 0) return nothing;
  return html`<ul class="warnings">${warnings.map(
    ({ kind, where, names }) => html`<li class="warning" data-warning=${kind}>${speech.tell(`people.warning.${kind}`, {
      where: kind === "same_window" ? placeName(speech, where) : where,
      names: names.join(speech.tell("list.comma")),
    })}</li>`,
  )}</ul>`;
}

/** @param {Admin} screen @param {Hands} hands @param {List} list */
function listView(screen, hands, { devices }) {
  const { tell } = screen.speech;
  const query = screen.own.devices.query ?? "";
  const wanted = query.trim().toLowerCase();
  const words = (/** @type {Device} */ device) => `${device.name} ${tell(`device.${device.kind}`)} ${placeName(screen.speech, device.place)}`;
  const shown = devices
    .filter((device) => words(device).toLowerCase().includes(wanted))
    .sort((one, other) => ORDER.indexOf(deviceLevel(one)) - ORDER.indexOf(deviceLevel(other)));
  return html`<section class="list" aria-label=${tell("admin.section.devices")}>
    <div class="find">
      <input data-find type="search" autocomplete="off" maxlength="60" aria-label=${tell("people.find_device")} placeholder=${tell("people.find_device")}
        .value=${query} @input=${(/** @type {Event} */ event) => hands.own("devices", { query: /** @type {HTMLInputElement} */ (event.target).value })} />
      <span class="second" data-count>${shown.length === devices.length ? devices.length : `${shown.length}/${devices.length}`}</span>
      ${mayAdminister(screen)
        ? html`<button class="plain small" type="button" data-act="new" @click=${() => hands.go("devices", NEW)}>${tell("people.pair")}</button>`
        : nothing}
    </div>
    ${shown.length
      ? html`<ul class="rows" tabindex="0" role="list" aria-label=${tell("admin.section.devices")}>${repeat(shown, ({ name }) => name, (device) => row(screen, device))}</ul>`
      : html`<p class="second empty" role="status">${tell(devices.length ? "people.none_found" : "people.no_devices")}</p>`}
  </section>`;
}

/** @param {Admin} screen @param {Device} device */
function row(screen, device) {
  const { speech } = screen;
  const level = deviceLevel(device);
  const ill = device.components.find(({ ok }) => !ok);
  const word = level === "trouble" && ill ? wordOfPart(speech, ill) : speech.tell(`people.level.${level}`);
  return html`<li><a class="row tall" href=${hashOf("devices", device.name)} data-device=${device.name} data-level=${level}
    data-open=${device.name === screen.key ? "yes" : nothing} aria-current=${device.name === screen.key ? "true" : nothing}>
    <span class="what"><span class="clip" dir="auto"><b>${device.name}</b>${device.locked ? html` <span class="mark" data-mark="locked">${speech.tell("people.locked")}</span>` : nothing}</span>
      <small class="clip">${speech.tell(`device.${device.kind}`)} · ${placeName(speech, device.place)}</small></span>
    <span class="health"><b><span aria-hidden="true">${MARKS[level]}</span> ${word}</b>
      <small>${age(speech, device.seen_at)}</small></span>
  </a></li>`;
}
