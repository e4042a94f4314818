/** What somebody should look at: where, since when, what to do about it, and who does. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { hallTime } from "../hall_time.js";
import { causes, placeName } from "../paper.js";
import { troubleWord } from "../trouble.js";

/** @typedef {import("../messages").AlertView} Alert */
/** @typedef {import("../messages").HallState} HallState */
/** @typedef {import("../language.js").Speech} Speech */
/** @typedef {import("./state.js").Hall} Hall */
/** @typedef {import("./state.js").Hands} Hands */

/** @param {HallState} hall @returns {Alert[]} those nobody looks after yet */
export function untaken(hall) {
  return hall.alerts.filter(({ taken_by }) => taken_by === null);
}

/** @param {HallState} hall @returns {Set<string>} numbers of the windows that an alert is about */
export function alertedWindows(hall) {
  return new Set(hall.alerts.filter(({ subject }) => subject.startsWith("window:")).map(({ subject }) => codeOf(subject)));
}

/** @param {string} subject such as `queue:A` @returns {string} such as A */
function codeOf(subject) {
  return subject.slice(subject.indexOf(":") + 1);
}

/** @param {Hall} screen @param {Hands} hands @param {HallState} hall */
export function alertsView(screen, hands, hall) {
  const { tell } = screen.speech;
  if (hall.alerts.length === 0) {
    return html`<div class="calm-state"><p><b>${tell("floor.alerts_none")}</b></p><p class="second">${tell("floor.alerts_none_hint")}</p></div>`;
  }
  return html`<ol class="alerts">${repeat(hall.alerts, ({ alert_id }) => alert_id, (alert) => row(screen, hands, hall, alert))}</ol>`;
}

/** The newest alert, for those who listen to the page. @param {Hall} screen */
export function alertCue({ speech, hall, newest }) {
  const alert = hall?.alerts.find(({ alert_id }) => alert_id === newest);
  return html`<p class="unseen" role="status" data-cue>${hall && alert ? `${where(speech, hall, alert)}: ${sentence(speech, hall, alert)}` : nothing}</p>`;
}

/** @param {Hall} screen @param {Hands} hands @param {HallState} hall @param {Alert} alert */
function row(screen, hands, hall, alert) {
  const { speech } = screen;
  const fresh = screen.seenAlerts.has(alert.alert_id) ? "" : "fresh";
  return html`<li class="alert ${alert.taken_by === null ? "open" : "taken"} ${fresh}" data-alert=${alert.kind} data-subject=${alert.subject}>
    <p class="alert-head">${place(speech, hands, hall, alert)}
      <small class="second"><time datetime=${alert.since}>${hallTime(hall, alert.since)}</time></small></p>
    <p>${sentence(speech, hall, alert)}</p>
    <p class="second">${speech.tell(`alert_do.${alert.kind}`)}</p>
    ${care(screen, hands, hall, alert)}
  </li>`;
}

/** A window or a queue can be gone to; a machine is only named. @param {Speech} speech @param {Hands} hands @param {HallState} hall @param {Alert} alert */
function place(speech, hands, hall, alert) {
  const [kind] = alert.subject.split(":");
  const named = where(speech, hall, alert);
  if (kind !== "window" && kind !== "queue") return html`<b>${named}</b>`;
  const go = () => hands.change(kind === "queue"
    ? { pickedQueue: codeOf(alert.subject), picked: null }
    : { picked: codeOf(alert.subject), pickedQueue: null });
  return html`<button class="quiet" type="button" data-act="go" @click=${go}><b>${named}</b></button>`;
}

/** @param {Speech} speech @param {HallState} hall @param {Alert} alert @returns {string} where it is, in words */
function where(speech, hall, { subject, facts }) {
  const code = codeOf(subject);
  if (subject.startsWith("window:")) return speech.tell("desk.title", { window: code });
  const queue = hall.queues.find((each) => subject === `queue:${each.queue}`);
  if (queue) return `${code} ${speech.name(queue.name)}`;
  const at = facts.place ?? hall.printers.find((each) => subject === `printer:${each.printer}`)?.place;
  return at ? `${code} · ${placeName(speech, at)}` : code;
}

/** @param {Speech} speech @param {HallState} hall @param {Alert} alert @returns {string} what is the matter */
function sentence(speech, hall, { kind, subject, facts }) {
  const { tell, name } = speech;
  if (kind === "wait_limit") {
    const queue = hall.queues.find((each) => each.queue === codeOf(subject));
    const minutes = Math.floor((queue?.longest_s ?? 0) / 60);
    return tell("alert.wait_limit", { minutes, waiting: queue?.waiting ?? 0, limit: facts.limit_minutes });
  }
  if (kind === "long_pause") {
    const reason = hall.pause_reasons.find(({ code }) => code === facts.reason);
    return tell("alert.long_pause", { minutes: facts.minutes, reason: name(reason?.name) || facts.reason });
  }
  if (kind === "idle_window") return tell("alert.idle_window", { minutes: facts.minutes });
  const troubles = (kind === "printer" ? causes(speech, facts.troubles) : partsOf(speech, facts.parts)) || tell("alert.unheard");
  return tell("alert.device", { what: tell(`alert_what.${kind}`), troubles });
}

/** @param {Speech} spoken @param {{kind: string, name: string, word: string}[]} parts of a device that are not well, in its own words where the texts know none */
function partsOf(spoken, parts) {
  const { tell } = spoken;
  const part = (/** @type {string} */ kind) => (kind === "ledger" ? "" : tell(`alert_part.${kind}`));
  return parts.map(({ kind, name, word }) => [name || part(kind), troubleWord(spoken, word)].filter(Boolean).join(" ")).join(tell("list.comma"));
}

/** Who looks after it, or the button to do so. @param {Hall} screen @param {Hands} hands @param {HallState} hall @param {Alert} alert */
function care(screen, hands, hall, { alert_id, taken_by, taken_at }) {
  const { tell } = screen.speech;
  const button = (/** @type {"take" | "release"} */ act) => screen.leads
    ? html`<button class="plain small" type="button" data-act=${act} ?disabled=${screen.doing || !screen.line.up}
        @click=${() => hands.act("POST", `/alerts/${alert_id}/${act}`, {})}>${tell(`floor.do.${act}`)}</button>`
    : nothing;
  if (taken_by === null) return html`<p class="alert-foot">${button("take")}</p>`;
  return html`<p class="alert-foot"><span class="carer">${tell("floor.taken", {
    name: taken_by, time: taken_at === null ? "" : hallTime(hall, taken_at) })}</span> ${button("release")}</p>`;
}
