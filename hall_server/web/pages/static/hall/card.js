/** The card of the window picked: who, what, why the last call, and what a supervisor can do. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallTime } from "../hall_time.js";

/** @typedef {import("../messages").HallWindow} HallWindow */

/**
 * @param {import("./page.js").Hall} screen
 * @param {import("./page.js").Hands} hands
 * @param {import("../messages").HallState} hall
 */
export function windowCard(screen, hands, hall) {
  const window = hall.windows.find((each) => each.window === screen.picked);
  if (!window) return nothing;
  const { tell, name } = screen.speech;
  const state = [tell(`window.${window.state}`), name(window.pause_reason), hallTime(hall, window.since)];
  return html`<section class="card" data-card=${window.window}>
    <h2>${tell("desk.title", { window: window.window })}
      <button class="quiet" type="button" @click=${() => hands.change({ picked: null })}>${tell("dialog.close")}</button></h2>
    <dl>
      ${fact(tell("card.state"), state.filter(Boolean).join(" · "))}
      ${fact(tell("card.clerk"), window.clerk ? `${window.clerk_name ?? ""} ${window.clerk}` : tell("hall.none"))}
      ${fact(tell("card.number"), window.number ?? tell("hall.none"))}
      ${window.rule ? fact(tell("card.why"), why(screen, window.rule)) : nothing}
      ${fact(tell("card.served"), tell("card.served_held", { served: window.served_today, held: window.held }))}
      ${fact(tell("card.queues"), window.queues.map(name).join(tell("list.comma")))}
    </dl>
    ${screen.session.roles.includes("supervisor") ? acts(screen, hands, hall, window) : nothing}
  </section>`;
}

/** @param {string} label @param {string} value */
function fact(label, value) {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

/** @param {import("./page.js").Hall} screen @param {import("../messages").CallReason} rule */
function why({ speech }, rule) {
  return speech.tell("desk.why", { rule: speech.tell(`rule.${rule.rule}`), minutes: Math.floor(rule.waited_s / 60) });
}

/**
 * @param {import("./page.js").Hall} screen
 * @param {import("./page.js").Hands} hands
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
      ${window.clerk === null ? nothing : button("sign-out", post("sign-out"))}
    </div>
    <label class="field"><span>${tell("card.profile")}</span>
      <select data-act="profile" ?disabled=${still} @change=${setProfile}>
        ${hall.profiles.map(
          (profile) => html`<option value=${profile.code} .selected=${profile.code === window.profile}>${name(profile.name)}</option>`,
        )}
      </select></label>`;
}
