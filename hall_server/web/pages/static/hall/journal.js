/** The journal: what happened, newest first; older entries on demand. A time leads to the hall at that moment. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { guard } from "/assets/vendor/lit-html/directives/guard.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { hallTime } from "../hall_time.js";
import { printerState } from "../paper.js";

/** @param {import("./state.js").Hall} screen @param {import("./state.js").Hands} hands */
export function journalView(screen, hands) {
  const { tell } = screen.speech;
  return html`<section class="journal" aria-label=${tell("hall.journal")}>
    <p class="entry head" aria-hidden="true"><span>${tell("journal.at")}</span><span>${tell("journal.act")}</span>
      <span class="at-window">${tell("journal.window")}</span><span class="actor">${tell("journal.actor")}</span></p>
    <ol tabindex="0" aria-label=${tell("hall.journal")}>
      ${repeat(screen.journal, ({ seq }) => seq, (entry) => html`<li class="entry ${entry.window === null ? "away" : ""}" data-seq=${entry.seq}>
        ${guard([entry, screen.speech, screen.readsPast], () => entryView(screen.speech, screen.hall, entry, screen.readsPast))}</li>`)}
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

/**
 * @param {import("../language.js").Speech} speech
 * @param {{timezone: string} | null} hall
 * @param {import("../messages").JournalEntry} entry
 * @param {boolean} leads whether times lead to the hall at that moment
 */
export function entryView(speech, hall, entry, leads) {
  const { tell, knows } = speech;
  const key = `act.${entry.act}`;
  const time = html`<time datetime=${entry.at}>${hallTime(hall, entry.at)}</time>`;
  const { number } = entry;
  return html`${!leads ? time
      : html`<a href=${`/hall/past?at=${encodeURIComponent(entry.at)}`} title=${tell("floor.at_this_moment")}>${time}</a>`}
    <span><b>${number ?? nothing}</b> ${knows(key) ? tell(key, paperWords(speech, entry)) : entry.act}</span>
    ${entry.window === null
      ? nothing
      : html`<span class="at-window"><span class="unseen">${tell("journal.window")}</span> ${entry.window}</span>`}
    <span class="second clip actor">${nameOf(entry.actor)}</span>`;
}
