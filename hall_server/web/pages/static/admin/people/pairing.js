/** Pairing: the six digits on the device's screen, what it is to be called, where it stands. */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { placeName } from "../../paper.js";
import { doAndRead } from "./keeping.js";
import { field } from "./person.js";

/** @typedef {import("../page.js").Admin} Admin */
/** @typedef {import("../page.js").Hands} Hands */
/** @typedef {import("./messages").DeviceList} List */

const PATH = "/admin/devices";

/** @param {Admin} screen @param {Hands} hands @param {List} list */
export function pairingView(screen, hands, list) {
  const { tell } = screen.speech;
  const pair = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const body = { code: String(form.get("code")).replace(/\s/g, ""), name: form.get("name"), place: form.get("place") };
    const answer = await doAndRead(screen, hands, "devices", () => hands.act("POST", `${PATH}/pair`, body), PATH);
    if (answer === null) return;
    hands.go("devices", answer.device.name);
    hands.change({ notice: tell("people.paired", { name: answer.device.name }) });
  };
  return html`<form class="form" data-form="pair" @submit=${pair}>
    <header><h3>${tell("people.pair_title")}</h3></header><fieldset>
    <p class="hint">${tell("people.pair_hint")}</p>
    <input class="pairing-code" name="code" required inputmode="numeric" autocomplete="off" pattern="\\s*[0-9]{3}\\s?[0-9]{3}\\s*" maxlength="9"
      aria-label=${tell("people.code")} placeholder="000 000" autofocus />
    ${field(tell("people.device_name"), html`<input name="name" required maxlength="40" pattern="\\S+" autocomplete="off" aria-label=${tell("people.device_name")} />
      <small class="second">${tell("people.device_name_hint")}</small>`)}
    ${field(tell("people.place"), placeChoice(screen, list, "hall"))}
    <div class="dialog-acts"><button class="primary" type="submit" ?disabled=${screen.doing}>${tell("people.do_pair")}</button></div>
  </fieldset></form>`;
}

/**
 * @param {Admin} screen
 * @param {List} list
 * @param {string} chosen
 * @param {boolean} [fixed]
 */
export function placeChoice({ speech }, { places }, chosen, fixed = false) {
  const words = (/** @type {import("./messages").PlaceChoice} */ { place, name }) => {
    const where = placeName(speech, place);
    const called = place.startsWith("zone:") ? speech.name(name) : "";
    return called ? `${where} ${called}` : where;
  };
  return html`<select name="place" aria-label=${speech.tell("people.place")} ?disabled=${fixed}>${places.map(
    (each) => html`<option value=${each.place} ?selected=${each.place === chosen}>${words(each)}</option>`,
  )}</select>`;
}
