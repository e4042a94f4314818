/** The right column: stops on hold at this window, missed ones that may still come back, and paper. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { hallTime } from "../hall_time.js";
import { isDue } from "./cue.js";
import { PICKS } from "./desk_now.js";
import { minutesSince } from "./line.js";
import { paperShelf } from "./paper.js";

/**
 * @param {import("./page.js").Console} screen
 * @param {import("./page.js").Hands} hands
 * @param {import("../messages").DeskState} desk
 * @param {string} who
 */
export function poolView(screen, hands, desk, who) {
  return html`<aside class="pool" aria-label=${screen.speech.tell("desk.pool")}>
    ${typedBox(screen)} ${shelf("held")} ${shelf("missed")} ${paperShelf(screen, hands, desk, who)}
  </aside>`;

  /** @param {"held" | "missed"} place */
  function shelf(place) {
    const { tell } = screen.speech;
    const stops = place === "held" ? [...desk.held].sort((one, other) => Number(isDue(other)) - Number(isDue(one))) : desk[place];
    return html`<section data-shelf=${place}>
      <h2><span>${tell(`desk.${place}`)}</span><span class="second">${stops.length || nothing}</span></h2>
      ${stops.length === 0 ? html`<p class="empty">${tell(`desk.${place}_none`)}</p>` : nothing}
      <ol>
        ${repeat(stops, (stop) => stop.stop_id, (stop) => kept(place, stop))}
      </ol>
    </section>`;
  }

  /** @param {"held" | "missed"} place @param {import("../messages").StopView} stop */
  function kept(place, stop) {
    const { tell, name } = screen.speech;
    const picked = screen.picked === stop.stop_id && who === "mine";
    const since = tell(`desk.${place}_since`, { minutes: minutesSince(stop.since) });
    const due = place === "held" && isDue(stop);
    return html`<li class="stop-row kept ${picked ? "picked" : ""} ${due ? "due" : ""}" data-number=${stop.number}>
      <b>${stop.number}</b>
      <button class="plain small" type="button" data-act=${PICKS[place]}
        ?disabled=${who !== "mine" || !screen.line.up}
        @click=${() => hands.act(PICKS[place], { stop: stop.stop_id })}>
        ${tell(`desk.do.${PICKS[place]}`)}${picked ? html` <kbd>Enter</kbd>` : nothing}
      </button>
      <span class="what"><span class="clip">${name(stop.item)}</span>
        <small>${since}${place === "held" ? reminder(due, stop) : nothing}${stop.note ? html` · ${stop.note}` : nothing}</small></span>
    </li>`;
  }

  /** @param {boolean} due @param {import("../messages").StopView} stop */
  function reminder(due, { remind_at }) {
    if (remind_at === null) return nothing;
    const { tell } = screen.speech;
    if (due) return html` · <b class="due-word" role="status">${tell("desk.held_due")}</b>`;
    return html` · ${tell("desk.held_remind", { time: hallTime(desk, remind_at) })}`;
  }
}

/** @param {import("./page.js").Console} screen what is being typed, so that a slip is seen */
function typedBox({ typed, picked, finding, speech }) {
  if (typed === "" && !finding) return nothing;
  if (!/\d/.test(typed)) return html`<p class="typed" role="status"><b>${typed}</b> ${speech.tell("desk.typed_more")}</p>`;
  const found = picked === null ? "desk.typed_none" : "desk.typed_found";
  return html`<p class="typed" role="status"><b>${typed}</b> ${speech.tell(found)}</p>`;
}
