/** One printer: registering it, its place and address, and its removal. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { keyed } from "/assets/vendor/lit-html/directives/keyed.js";
import { dialog } from "../../dialog.js";
import { doAndRead, mayAdminister } from "./keeping.js";
import { placeChoice } from "./pairing.js";
import { field } from "./person.js";

/** @typedef {import("../page.js").Admin} Admin */
/** @typedef {import("../page.js").Hands} Hands */
/** @typedef {import("./messages").PrinterSetup} Printer */
/** @typedef {import("./messages").DeviceList} List */

const READ = "/admin/devices";
const PATH = "/admin/printers";
const CHOICES = {
  paper: ["80", "58"],
  encoding: ["gbk", "gb18030", "big5", "utf-8"],
  mode: ["text", "raster"],
  acknowledgement: ["probe", "gs_h", "gs_r", "none"],
};

/** @param {Printer} printer */
const pathOf = ({ printer }) => `${PATH}/${encodeURIComponent(printer)}`;

/** @param {Admin} screen @param {Hands} hands @param {() => Promise<any>} asked */
const done = (screen, hands, asked) => doAndRead(screen, hands, "printers", asked, READ);

/** @param {Admin} screen @param {Hands} hands @param {List} list */
export function newPrinter(screen, hands, list) {
  const { tell } = screen.speech;
  const stations = list.devices.filter(({ kind, revoked_at }) => kind === "station" && revoked_at === null).map(({ name }) => name);
  const others = list.printers.filter(({ url }) => url !== "").map(({ printer }) => printer);
  const add = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const typed = Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (event.target)));
    const body = { ...typed, paper: Number(typed.paper), station: typed.station || null, stand_by: typed.stand_by || null };
    const answer = await done(screen, hands, () => hands.act("POST", PATH, body));
    if (answer === null) return;
    hands.go("printers", answer.printer);
    hands.change({ notice: tell("people.printer_added", { name: answer.printer }) });
  };
  return html`<form class="form" data-form="printer" @submit=${add}>
    <header><h3>${tell("people.add_printer")}</h3></header><fieldset>
    ${field(tell("people.device_name"), html`<input name="name" required maxlength="40" pattern="\\S+" autocomplete="off" autofocus aria-label=${tell("people.device_name")} />`)}
    ${field(tell("people.place"), placeChoice(screen, list, "hall"))}
    ${field(tell("people.address"), html`${addressInput(screen, "", false)}<small class="second">${tell("people.address_hint")}</small>`)}
    ${field(tell("people.driver"), choice(screen, "station", [["", tell("people.by_server")], ...stations.map(named)]))}
    ${field(tell("people.stand_by"), choice(screen, "stand_by", [["", tell("people.no_stand_by")], ...others.map(named)]))}
    ${Object.entries(CHOICES).map(([name, values]) =>
      field(tell(`people.printer.${name}`), choice(screen, name, values.map((value) => [value, tell(`people.choice.${value}`)]))))}
    <div class="dialog-acts"><button class="primary" type="submit" ?disabled=${screen.doing}>${tell("people.do_add_printer")}</button></div>
  </fieldset></form>`;
}

/** @param {string} name @returns {[string, string]} */
const named = (name) => [name, name];

/** @param {Admin} screen @param {string} name @param {string[][]} values each with its words */
function choice({ speech }, name, values) {
  const label = name === "station" ? "people.driver" : name === "stand_by" ? "people.stand_by" : `people.printer.${name}`;
  return html`<select name=${name} aria-label=${speech.tell(label)}>${values.map(([value, words]) => html`<option value=${value}>${words}</option>`)}</select>`;
}

/** @param {Admin} screen @param {string} url @param {boolean} fixed */
function addressInput({ speech }, url, fixed) {
  return html`<input name="url" required maxlength="200" pattern="\\S+" autocomplete="off" spellcheck="false" dir="ltr" placeholder="socket://192.168.1.31:9100"
    aria-label=${speech.tell("people.address")} value=${url} ?disabled=${fixed} />`;
}

/** @param {Admin} screen @param {Hands} hands @param {List} list @param {Printer} printer */
export function printerView(screen, hands, list, printer) {
  const { tell } = screen.speech;
  const own = printer.url === "";
  const edits = mayAdminister(screen) && !own;
  const seen = screen.own.printers.seen?.[printer.printer] ?? printer;
  const move = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const { place, url } = Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (event.target)));
    const body = { place, url, seen_place: seen.place, seen_url: seen.url };
    const answer = await done(screen, hands, () => hands.act("PUT", pathOf(printer), body));
    hands.own("printers", { seen: {}, fresh: (screen.own.printers.fresh ?? 0) + 1 });
    if (answer !== null) hands.change({ notice: tell("people.kept", { name: answer.printer }) });
  };
  // What is typed belongs to the printer as seen when the typing began.
  const touched = () => hands.own("printers", { seen: { [printer.printer]: seen } });
  return html`<div class="form" data-printer-form=${printer.printer}>
    <header><h3 class="clip" dir="auto">${printer.printer}</h3></header>
    ${keyed(`${printer.printer} ${screen.own.printers.fresh ?? 0}`, html`<form @submit=${move} @input=${touched}>
      ${field(tell("people.place"), placeChoice(screen, list, printer.place, !edits))}
      ${own ? nothing : field(tell("people.address"), addressInput(screen, printer.url, !edits))}
      ${edits ? html`<div class="dialog-acts"><button class="primary" type="submit" ?disabled=${screen.doing}>${tell("people.do_change")}</button></div>` : nothing}
    </form>`)}
    <dl class="facts">
      <div><dt>${tell("people.driver")}</dt><dd dir="auto">${printer.driver ?? tell("people.by_server")}</dd></div>
      <div><dt>${tell("people.stand_by")}</dt><dd dir="auto">${printer.stand_by ?? tell("people.no_stand_by")}</dd></div>
      ${["paper", "encoding", "mode", "acknowledgement"].map((name) => html`<div><dt>${tell(`people.printer.${name}`)}</dt>
        <dd>${tell(`people.choice.${/** @type {any} */ (printer)[name]}`)}</dd></div>`)}
    </dl>
    ${own ? html`<p class="second hint">${tell("people.own_printer_hint")}</p>` : nothing}
    ${edits
      ? html`<div class="doors"><button class="plain small danger" type="button" data-act="remove" ?disabled=${screen.doing}
          @click=${() => hands.own("printers", { asking: true })}>${tell("people.do.remove_printer")}</button></div>`
      : nothing}
  </div>`;
}

/** @param {Admin} screen @param {Hands} hands @param {Printer} printer */
export function removeView(screen, hands, printer) {
  const { tell } = screen.speech;
  const leave = () => {
    hands.own("printers", { asking: false });
    hands.change({ refusal: null });
  };
  const remove = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const answer = await done(screen, hands, () => hands.act("DELETE", pathOf(printer)));
    if (answer === null) return;
    leave();
    hands.go("printers");
  };
  const body = html`<form @submit=${remove}><p>${tell("people.ask.remove_printer_hint")}</p>
    <div class="dialog-acts"><button class="primary" type="submit" ?disabled=${screen.doing}>${tell("people.do.remove_printer")}</button>
      <button class="plain" type="button" autofocus @click=${leave}>${tell("dialog.back")}</button></div></form>`;
  return dialog("remove-printer", tell("people.ask.remove_printer", { name: printer.printer }), body, screen.refusal, leave);
}
