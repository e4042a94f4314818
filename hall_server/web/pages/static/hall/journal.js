/** The journal: what happened, newest first; older entries on demand. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { hallTime } from "../hall_time.js";
import { printerState } from "../paper.js";

/** @param {import("./page.js").Hall} screen @param {import("./page.js").Hands} hands */
export function journalView(screen, hands) {
  const { tell } = screen.speech;
  return html`<section class="journal" aria-label=${tell("hall.journal")}>
    <h2>${tell("hall.journal")}</h2>
    <p class="entry head" aria-hidden="true"><span>${tell("journal.at")}</span><span>${tell("journal.act")}</span>
      <span class="at-window">${tell("journal.window")}</span><span class="actor">${tell("journal.actor")}</span></p>
    <ol tabindex="0" aria-label=${tell("hall.journal")}>
      ${repeat(screen.journal, ({ seq }) => seq, (entry) => row(screen, entry))}
      ${screen.journalEnds || screen.journal.length === 0
        ? html`<li class="second">${tell("hall.journal_ends")}</li>`
        : html`<li><button class="plain small" type="button" data-act="older" ?disabled=${!screen.line.up}
            @click=${hands.older}>${tell("hall.do.older")}</button></li>`}
    </ol>
  </section>`;
}

/** @param {string} actor `staff:1001` @returns {string} what people call them: 1001 */
function nameOf(actor) {
  return actor.slice(actor.indexOf(":") + 1);
}

/**
 * What an entry about paper says beyond its name; other entries say nothing more.
 * @param {import("../language.js").Speech} spoken
 * @param {import("../messages").JournalEntry} entry
 * @returns {Record<string, string>}
 */
function paperWords(spoken, { act, at, data }) {
  if (act === "print_reported") return { print: spoken.tell(`state.${data.print}`) };
  if (act !== "printer_status") return {};
  const said = /** @type {import("../messages").PrinterView} */ ({ ...data, heard_at: at });
  return { printer: said.printer, status: printerState(spoken, said) };
}

/** @param {import("./page.js").Hall} screen @param {import("../messages").JournalEntry} entry */
function row({ speech, hall }, entry) {
  const { tell, knows } = speech;
  const key = `act.${entry.act}`;
  return html`<li class="entry ${entry.window === null ? "away" : ""}" data-seq=${entry.seq}>
    <time datetime=${entry.at}>${hallTime(hall, entry.at)}</time>
    <span><b>${entry.number ?? nothing}</b> ${knows(key) ? tell(key, paperWords(speech, entry)) : entry.act}</span>
    ${entry.window === null
      ? nothing
      : html`<span class="at-window"><span class="unseen">${tell("journal.window")}</span> ${entry.window}</span>`}
    <span class="second clip actor">${nameOf(entry.actor)}</span>
  </li>`;
}
