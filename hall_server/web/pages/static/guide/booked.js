/** Appointments at the desk: the rows found, the one that is open, and the ban of somebody who missed too often. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallTime } from "../hall_time.js";
import { paper, printerKept, reasons, wordsGiven, wordsOf } from "./issue.js";

/** @typedef {import("./page.js").Guide} Guide */
/** @typedef {import("./page.js").Hands} Hands */
/** @typedef {import("./finding.js").Appointment} Appointment */

/** Whether an appointment can be used now. @param {Appointment} appointment */
export const mayCheckIn = ({ standing }) => standing === "due" || standing === "late";

/** Acts on the open appointment, in the order of their buttons. */
export const BOOKED_COMMANDS = [
  { name: "check_in", key: "Q", fits: mayCheckIn },
  { name: "cancel_booking", key: "X", fits: (/** @type {Appointment} */ { standing }) => standing !== "over" },
];

/** @param {Guide} screen @param {Hands} hands @param {import("./finding.js").Result} result */
export function bookedRows(screen, hands, { booked, found }) {
  const { tell, name } = screen.speech;
  if (booked.length === 0) return nothing;
  return html`<p class="second" role="status" data-booked=${booked.length}>${tell("guide.booked_found", { count: booked.length })}</p>
    <ul class="rows">${booked.map((each, index) => html`<li><button type="button" data-appointment=${each.code}
      class="row ${found.found.length + index === screen.at ? "marked" : ""}"
      aria-pressed=${screen.booked?.appointment_id === each.appointment_id ? "true" : "false"} @click=${() => hands.openBooked(each)}>
      <span class="what"><span class="clip">${name(each.item_name)}</span><small>${when(screen, each)} · ${each.name || each.code}</small></span>
      <span class="state" data-state=${stateOf(each)}>${stateWord(screen, each)}</span></button></li>`)}</ul>`;
}

/** @param {Guide} screen @param {Hands} hands @param {import("./finding.js").Result} result */
export function banRows({ speech, session, doing, line }, hands, { bans }) {
  const { tell } = speech;
  const lifts = session.roles.includes("supervisor");
  return bans.map((ban) => html`<div class="ban" role="status" data-ban=${ban.ban_id}>
    <p><b>${tell("guide.banned", { until: ban.until })}</b></p>
    ${lifts
      ? html`<button class="plain small" type="button" data-act="lift_ban" ?disabled=${doing || !line.up}
          @click=${() => hands.act("lift_ban", { ban: ban.ban_id })}>${tell("guide.do.lift_ban")}</button>`
      : html`<p class="second">${tell("guide.banned_hint")}</p>`}</div>`);
}

/** @param {Guide} screen @param {Appointment} booked the appointment in the centre */
export function bookedView(screen, booked) {
  const { tell, name } = screen.speech;
  const times = `${hallTime(screen.guide, booked.begins)}–${hallTime(screen.guide, booked.ends)}`;
  const advice = adviceOn(screen, booked);
  return html`<article class="booked" data-open-appointment=${booked.code}>
    <p class="second">${tell("guide.booked")} <b class="code">${booked.code}</b></p>
    <div class="head">
      <div class="about"><h2>${name(booked.item_name)}</h2><p class="half">${when(screen, booked)} <span class="second">${times}</span></p></div>
      <p class="standing"><span class="state" data-state=${stateOf(booked)}>${stateWord(screen, booked)}</span></p>
    </div>
    <dl class="facts">
      ${booked.name ? html`<div><dt>${tell("guide.fact.person")}</dt><dd>${booked.name}</dd></div>` : nothing}
      ${booked.number ? html`<div><dt>${tell("guide.fact.number")}</dt><dd>${booked.number}</dd></div>` : nothing}
    </dl>
    ${advice ? html`<p class="advice">${advice}</p>` : nothing}
  </article>`;
}

/** @param {Guide} screen @param {Hands} hands @param {import("../messages").GuideState} guide @param {import("./dialogs.js").Asking} asking */
export function checkInForm(screen, hands, guide, asking) {
  const { tell } = screen.speech;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const words = wordsOf(event.target);
    printerKept(words.printer);
    hands.act("check_in", { appointment: screen.booked?.appointment_id, ...wordsGiven(words) });
  };
  return html`<form class="issue" @submit=${send}>
    ${screen.booked?.standing === "late" ? html`<p class="warning">${tell("guide.standing.late_hint")}</p>` : nothing}
    ${reasons(screen, guide, asking)} ${paper(screen, guide, asking)}
    ${answers(screen, hands, "check_in")}
  </form>`;
}

/** @param {Guide} screen @param {Hands} hands */
export function cancelForm(screen, hands) {
  const { tell } = screen.speech;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    hands.act("cancel_booking", { appointment: screen.booked?.appointment_id });
  };
  return html`<form @submit=${send}><p>${tell("guide.ask.cancel_booking_hint")}</p>${answers(screen, hands, "cancel_booking")}</form>`;
}

/** @param {Guide} screen @param {Hands} hands @param {string} name */
function answers({ speech, doing }, hands, name) {
  const { tell } = speech;
  return html`<div class="dialog-acts">
    <button class="primary" type="submit" ?disabled=${doing} ?autofocus=${name === "cancel_booking"}>${tell(`guide.do.${name}`)} <kbd>Enter</kbd></button>
    <button class="plain" type="button" @click=${() => hands.change({ asking: null, refusal: null })}>${tell("dialog.back")} <kbd>Esc</kbd></button>
  </div>`;
}

/** @param {Guide} screen @param {Appointment} booked */
function when({ speech, guide }, { date, half }) {
  return `${date === guide?.date ? speech.tell("guide.today") : date} ${speech.tell(`half.${half}`)}`;
}

/** @param {Appointment} booked @returns {string} */
const stateOf = ({ state, standing }) => (state === "BOOKED" ? standing : state);

/** @param {Guide} screen @param {Appointment} booked @returns {string} */
function stateWord({ speech }, { state, standing }) {
  return speech.tell(state === "BOOKED" ? `guide.standing.${standing}` : `state.${state}`);
}

/** @param {Guide} screen @param {Appointment} booked @returns {string | null} what to tell the person */
function adviceOn({ speech }, { state, standing }) {
  if (state !== "BOOKED" || standing === "over") return state === "CHECKED_IN" ? null : speech.tell("guide.standing.over_hint");
  return speech.tell(`guide.standing.${standing}_hint`);
}
