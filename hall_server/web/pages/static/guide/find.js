/** The left of the desk: the find box, and the tickets found. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallTime } from "../hall_time.js";
import { banRows, bookedRows } from "./booked.js";

/** @typedef {import("./finding.js").Result} Result */
/** @typedef {import("./page.js").Guide} Guide */
/** @typedef {import("./page.js").Hands} Hands */

const BOX = "find";

/** Typing anywhere goes to the box, so the keyboard rests there. */
export function focusBox() {
  const box = /** @type {HTMLInputElement | null} */ (document.getElementById(BOX));
  if (box === null) return;
  box.focus();
  // A dialog that closed gave the focus back without a caret: what is typed next would be lost.
  box.setSelectionRange(box.value.length, box.value.length);
}

/** @param {EventTarget | null} target */
export function isBox(target) {
  return target instanceof HTMLElement && target.id === BOX;
}

/** @param {Guide} screen @param {Hands} hands */
export function findView(screen, hands) {
  const { tell } = screen.speech;
  const onInput = (/** @type {Event} */ event) =>
    hands.change({ query: /** @type {HTMLInputElement} */ (event.target).value });
  const onSubmit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (screen.query.trim() === "" && screen.result !== null) openMarked(screen, hands, screen.result);
    else hands.find();
  };
  return html`<section class="find" aria-label=${tell("guide.find")}>
    <form role="search" @submit=${onSubmit}>
      <label class="second" for=${BOX}>${tell("guide.find_label")}</label>
      <div class="find-row">
        <input id=${BOX} name="q" autocomplete="off" spellcheck="false" maxlength="40" autocapitalize="characters"
          placeholder="A017" .value=${screen.query} @input=${onInput} />
        <button class="plain" type="submit" data-act="find" ?disabled=${!screen.line.up}>${tell("guide.do.find")}</button>
      </div>
    </form>
    ${screen.result === null ? nothing : resultView(screen, hands, screen.result)}
  </section>`;
}

/** @param {Guide} screen @param {Hands} hands @param {Result} result */
function openMarked({ at }, hands, { found, booked }) {
  const hit = found.found[at];
  const appointment = booked[at - found.found.length];
  if (hit) hands.open(hit.ticket.ticket_id);
  else if (appointment) hands.openBooked(appointment);
}

/** @param {Guide} screen @param {Hands} hands @param {Result} result */
function resultView(screen, hands, result) {
  return html`${banRows(screen, hands, result)} ${bookedRows(screen, hands, result)}
    ${result.booked.length > 0 && result.found.found.length === 0 ? nothing : ticketRows(screen, hands, result)}`;
}

/** @param {Guide} screen @param {Hands} hands @param {Result} result */
function ticketRows(screen, hands, { q, found }) {
  const { tell } = screen.speech;
  // Only a number is said again: a phone or a card belongs to a person.
  const asked = found.looked_for.includes("card") || found.looked_for.includes("phone")
    ? found.looked_for.map((way) => tell(`guide.by.${way}`)).join(tell("list.comma"))
    : tell("guide.quoted", { q });
  if (found.found.length === 0) {
    const sense = found.looked_for.length > 0;
    return html`<div class="none" role="status" data-found="0">
      <p><b>${sense ? tell("guide.none", { asked }) : tell("guide.no_sense")}</b></p>
      <p class="second">${tell("guide.none_hint")}</p></div>`;
  }
  return html`<p class="second" role="status" data-found=${found.found.length}>
      ${tell("guide.found", { asked, count: found.found.length })}</p>
    <ul class="rows">${found.found.map((hit, index) => row(screen, hands, found, hit, index === screen.at))}</ul>`;
}

/**
 * @param {Guide} screen @param {Hands} hands @param {import("../messages").FoundTickets} found
 * @param {import("../messages").FoundTicket} hit @param {boolean} marked
 */
function row({ speech, story }, hands, found, { by, ticket }, marked) {
  const { tell, name } = speech;
  const opened = story?.ticket.ticket_id === ticket.ticket_id ? story.ticket : null;
  return html`<li><button class="row ${marked ? "marked" : ""}" type="button" data-hit=${ticket.number}
    aria-pressed=${opened ? "true" : "false"} @click=${() => hands.open(ticket.ticket_id)}>
    <b>${ticket.number}</b>
    <span class="what"><span class="clip">${name(ticket.item)}</span>
      <small>${tell("desk.issued", { time: hallTime(found, ticket.issued_at) })} · ${tell(`guide.by.${by}`)}</small></span>
    <span class="state" data-state=${(opened ?? ticket).state}>${tell(`state.${(opened ?? ticket).state}`)}</span>
  </button></li>`;
}
