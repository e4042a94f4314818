/** The journal: what happened, newest first; older entries on demand. A time leads to the hall at that moment, a number to its story. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { guard } from "/assets/vendor/lit-html/directives/guard.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { hallTime } from "../hall_time.js";
import { actWords, moreWords } from "./journal_words.js";

/** @param {import("./state.js").Hall} screen @param {import("./state.js").Hands} hands */
export function journalView(screen, hands) {
  const { tell } = screen.speech;
  return html`<section class="journal" aria-label=${tell("hall.journal")}>
    <p class="entry head" aria-hidden="true"><span>${tell("journal.at")}</span><span>${tell("journal.act")}</span>
      <span class="at-window">${tell("journal.window")}</span><span class="actor">${tell("journal.actor")}</span></p>
    <ol tabindex="0" aria-label=${tell("hall.journal")}>
      ${repeat(screen.journal, ({ seq }) => seq, (entry) => html`<li class="entry ${entry.window === null ? "away" : ""}" data-seq=${entry.seq}>
        ${guard([entry, screen.speech], () => entryView(screen.speech, screen.hall, entry, hands.story, screen.readsPast))}</li>`)}
      ${screen.journalEnds || screen.journal.length === 0
        ? html`<li class="second">${tell("hall.journal_ends")}</li>`
        : !screen.readsPast ? nothing : html`<li><button class="plain small" type="button" data-act="older" ?disabled=${!screen.line.up}
            @click=${hands.older}>${tell("hall.do.older")}</button></li>`}
    </ol>
  </section>`;
}

/** @param {import("../language.js").Speech} speech @param {string} actor `staff:1001` @returns {string} what people call them: 1001 */
function nameOf({ tell }, actor) {
  return actor === "system" ? tell("story.by.system") : actor.slice(actor.indexOf(":") + 1);
}

/**
 * @param {import("../language.js").Speech} speech
 * @param {{timezone: string} | null} hall
 * @param {import("../messages").JournalEntry} entry
 * @param {(ticket: number) => void} story opens a ticket's whole story
 * @param {boolean} leads whether times lead to the hall at that moment
 */
export function entryView(speech, hall, entry, story, leads) {
  const { tell } = speech;
  const more = moreWords(speech, entry);
  const time = html`<time datetime=${entry.at}>${hallTime(hall, entry.at)}</time>`;
  const { number, ticket } = entry;
  return html`${!leads ? time
      : html`<a href=${`/hall/past?at=${encodeURIComponent(entry.at)}`} title=${tell("floor.at_this_moment")}>${time}</a>`}
    <span class="entry-what">${ticket === null ? html`<b>${number ?? nothing}</b>`
        : html`<button class="quiet number" type="button" data-story=${ticket} @click=${() => story(ticket)}><b>${number ?? tell("floor.ticket")}</b></button>`}
      ${actWords(speech, entry)} ${more === "" ? nothing : html`<small class="second">${more}</small>`}</span>
    ${entry.window === null
      ? nothing
      : html`<span class="at-window"><span class="unseen">${tell("journal.window")}</span> ${entry.window}</span>`}
    <span class="second clip actor">${nameOf(speech, entry.actor)}</span>`;
}
