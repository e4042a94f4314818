/** The card of the window picked: who, what, why the last call, and what a supervisor can do. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallTime } from "../hall_time.js";

/** @typedef {import("../messages").HallWindow} HallWindow */

/**
 * @param {import("./state.js").Hall} screen
 * @param {import("./state.js").Hands} hands
 * @param {import("../messages").HallState} hall
 */
export function windowCard(screen, hands, hall) {
  const window = hall.windows.find((each) => each.window === screen.picked);
  if (!window) return nothing;
  const { tell } = screen.speech;
  return html`<section class="card" data-card=${window.window}>
    <h2>${tell("desk.title", { window: window.window })}
      <button class="quiet" type="button" @click=${() => hands.pick(window.window)}>${tell("dialog.close")}</button></h2>
    ${windowFacts(screen.speech, hall, window)}
    ${screen.leads ? acts(screen, hands, hall, window) : nothing}
  </section>`;
}

/**
 * What is known of a window at the moment shown.
 * @param {import("../language.js").Speech} speech @param {{timezone: string}} hall @param {HallWindow} window
 */
export function windowFacts({ tell, name }, hall, window) {
  const state = [tell(`window.${window.state}`), name(window.pause_reason), hallTime(hall, window.since)];
  const { loan, rule } = window;
  return html`<dl>
    ${fact(tell("card.state"), state.filter(Boolean).join(" · "))}
    ${fact(tell("card.clerk"), window.clerk ? `${window.clerk_name ?? ""} ${window.clerk}` : tell("hall.none"))}
    ${fact(tell("card.number"), window.number ?? tell("hall.none"))}
    ${rule ? fact(tell("card.why"), tell("desk.why", { rule: tell(`rule.${rule.rule}`), minutes: Math.floor(rule.waited_s / 60) })) : nothing}
    ${loan ? fact(tell("floor.lent"), tell("floor.lent_until", { queue: loan.queue, name: name(loan.name), time: hallTime(hall, loan.until) })) : nothing}
    ${fact(tell("card.served"), tell("card.served_held", { served: window.served_today, held: window.held }))}
    ${fact(tell("card.queues"), window.queues.map(name).join(tell("list.comma")))}
  </dl>`;
}

/** @param {string} label @param {string} value */
export function fact(label, value) {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

/**
 * @param {import("./state.js").Hall} screen
 * @param {import("./state.js").Hands} hands
 * @param {import("../messages").HallState} hall
 * @param {HallWindow} window
 */
function acts(screen, hands, hall, window) {
  const { tell, name } = screen.speech;
  const path = `/windows/${encodeURIComponent(window.window)}`;
  const still = screen.doing || !screen.line.up;
  const post = (/** @type {string} */ act) => () => hands.act("POST", `${path}/${act}`, {});
  const button = (/** @type {string} */ act, /** @type {() => void} */ onClick) =>
    html`<button class="plain small" type="button" data-act=${act} ?disabled=${still} @click=${onClick}>${tell(`hall.do.${act}`)}</button>`;
  const setProfile = (/** @type {Event} */ event) =>
    hands.act("PUT", `${path}/profile`, { profile: /** @type {HTMLSelectElement} */ (event.target).value });
  return html`<div class="card-acts">
      ${window.state === "closed" ? button("open", post("open")) : nothing}
      ${window.pause_reason !== null ? button("resume", post("resume")) : nothing}
      ${window.state !== "closed" && window.pause_reason === null
        ? button("pause", () => hands.ask({ kind: "pause", window: window.window }))
        : nothing}
      ${window.state === "closed" ? nothing : button("close", post("close"))}
      ${window.loan === null
        ? button("lend", () => hands.ask({ kind: "lend", window: window.window, queue: null }))
        : button("take-back", () => hands.act("DELETE", `${path}/loan`))}
      ${button("message", () => hands.ask({ kind: "message", window: window.window }))}
      ${window.clerk === null ? nothing : button("sign-out", post("sign-out"))}
    </div>
    <label class="field"><span>${tell("card.profile")}</span>
      <select data-act="profile" ?disabled=${still} @change=${setProfile}>
        ${hall.profiles.map(
          (profile) => html`<option value=${profile.code} .selected=${profile.code === window.profile}>${name(profile.name)}</option>`,
        )}
      </select></label>`;
}
