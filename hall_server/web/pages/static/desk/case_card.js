/** The case of the number in hand, on the console: how it stands, and the key that opens it. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";

/**
 * @param {import("./page.js").Console} screen
 * @param {import("./page.js").Hands} hands
 * @param {import("../messages").DeskState} desk
 */
export function caseCard(screen, hands, desk) {
  const { case: brief, current } = desk;
  if (brief === null || current === null) return nothing;
  const { tell, name } = screen.speech;
  const still = !screen.line.up || screen.doing !== null || current.state !== "SERVING";
  return html`<section class="case-card" data-case-card=${brief.state} aria-label=${tell("receive.case")}>
    <div class="case-card-what">
      <p><b>${brief.number}</b> <span class="chip strong">${tell(`receive.state.${brief.state}`)}</span></p>
      <p class="clip">${name(brief.title)} · <bdi>${brief.applicant}</bdi></p>
      ${brief.undecided > 0 ? html`<p class="case-open">${tell("receive.card.undecided", { count: brief.undecided })}</p>` : nothing}
      ${brief.state === "DECIDED" ? html`<p class=${brief.ready ? "case-good" : "case-open"} data-ready=${brief.ready ? "yes" : "no"}>${tell(brief.ready ? "receive.ready" : "receive.not_ready")}</p>` : nothing}
    </div>
    <button class="plain" type="button" data-act="case" ?disabled=${still} @click=${() => hands.ask("receive")}>${tell(`receive.card.${brief.state}`)} <kbd>I</kbd></button>
  </section>`;
}
