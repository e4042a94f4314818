/** The wizard's end: the first number of the hall, printed; and where to go from here. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { Refused } from "/assets/api.js";
import { refusalSentence } from "../refusal.js";
import { change as changeAs, read } from "../staff.js";
import { field } from "./steps.js";

/** @typedef {import("./page.js").Wizard} Wizard */
/** @typedef {import("./page.js").Hands} Hands */
/** @typedef {import("../messages").PrintJobView} Job */
/**
 * @typedef {object} FirstTicket
 * @property {string} printer its address, as typed; empty for none
 * @property {{number: string, link: string} | null} issued
 * @property {Job | null} job
 * @property {string | null} said why it did not go on
 */

const PRINTER = "1号打印机";
const LOOK_MS = 500;
const OVER = ["PRINTED", "REFUSED", "UNCERTAIN", "CANCELLED"];

/** @param {Wizard} wizard @param {Hands} hands */
export function firstTicketView(wizard, hands) {
  const { tell } = wizard.speech;
  const { ticket } = wizard;
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    takeFirst(wizard, hands);
  };
  return html`<form novalidate @submit=${submit}>
      ${field(tell("first.printer"), ticket.printer,
        (printer) => hands.change({ ticket: { ...ticket, printer } }),
        { name: "printer", most: 200, focus: true, hint: tell("first.printer_hint") })}
      ${ticket.said === null ? nothing : html`<p class="refusal" role="alert" data-refusal>${ticket.said}</p>`}
      ${ticket.issued === null ? nothing : issuedView(wizard, ticket.issued)}
      <div class="on"><button class="primary" type="submit" ?disabled=${wizard.asking}>
        ${tell(ticket.issued === null ? "first.take" : "first.take_again")}</button></div>
    </form>
    <h3>${tell("first.on")}</h3>
    <ul class="places">
      ${["admin", "guide", "desk", "hall"].map((place) => html`<li><a class="plain" href="/${place}">
        ${tell(`first.go.${place}`)}</a><span class="second">${tell(`first.go_hint.${place}`)}</span></li>`)}
    </ul>`;
}

/** @param {Wizard} wizard @param {{number: string, link: string}} issued */
function issuedView({ speech, ticket }, issued) {
  const state = ticket.job?.state;
  return html`<div class="first-number" role="status" data-job=${state ?? "NONE"}>
    <b>${issued.number}</b>
    <span>${speech.tell(state === undefined ? "first.unprinted" : `first.job.${state}`)}</span>
    <a href=${issued.link} target="_blank" rel="noopener">${speech.tell("first.phone")}</a>
  </div>`;
}

/** @param {Wizard} wizard @param {Hands} hands */
async function takeFirst(wizard, hands) {
  const session = /** @type {import("../messages").Session} */ (wizard.session);
  const put = (/** @type {Partial<FirstTicket>} */ part) => hands.change({ ticket: { ...wizard.ticket, ...part } });
  hands.change({ asking: true });
  put({ said: null, issued: null, job: null });
  try {
    const printer = await printerAt(session, wizard.ticket.printer.trim());
    const [item] = (await read("/catalogue")).items;
    const wanted = { items: [item.code], language: wizard.speech.language, ...(printer ? { printer } : {}) };
    const issued = await onAnOpenDay(session, () => changeAs(session, "POST", "/tickets", wanted));
    put({ issued });
    if (issued.print_job) await followJob(issued.print_job, (job) => put({ job }));
  } catch (error) {
    put({ said: refusalSentence(wizard.speech, error) });
  } finally {
    hands.change({ asking: false });
  }
}

/**
 * @param {import("../messages").Session} session
 * @param {string} url
 * @returns {Promise<string | null>} the printer's name, registered or moved to the address; null for no address
 */
async function printerAt(session, url) {
  if (url === "") return null;
  const { printers } = await read("/admin/devices");
  const known = printers.find((/** @type {{printer: string}} */ each) => each.printer === PRINTER);
  if (known === undefined) {
    await changeAs(session, "POST", "/admin/printers", { name: PRINTER, url, place: "hall" });
  } else if (known.url !== url) {
    const seen = { seen_place: known.place, seen_url: known.url };
    await changeAs(session, "PUT", `/admin/printers/${encodeURIComponent(PRINTER)}`, { place: known.place, url, ...seen });
  }
  return PRINTER;
}

/**
 * A hall set up on a day of rest opens its day for the first number.
 * @template Answer
 * @param {import("../messages").Session} session
 * @param {() => Promise<Answer>} ask
 */
async function onAnOpenDay(session, ask) {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== "day_not_open") throw error;
    await changeAs(session, "POST", "/day/open", {});
    return ask();
  }
}

/** @param {number} id @param {(job: Job) => void} onJob */
async function followJob(id, onJob) {
  for (;;) {
    const job = /** @type {Job} */ (await read(`/print-jobs/${id}`));
    onJob(job);
    if (OVER.includes(job.state)) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
