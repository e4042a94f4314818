/** The green channel an application is received in: for vulnerable persons, or for a project that a supervisor approves. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";

const PROJECTS = ["investment", "new_project", "restructured", "hk_macao"];

/** @typedef {import("./draft.js").Draft} Draft */

/** @param {Draft} draft @returns {{kind: string, reason: string} | null} as the server takes it */
export function channelOf({ channel }) {
  const [kind, reason] = channel.split(":");
  return reason ? { kind, reason } : null;
}

/** @param {Draft} draft @returns {boolean} whether it counts at once, so that all may be decided on the spot */
export function isHelped(draft) {
  return channelOf(draft)?.kind === "vulnerable";
}

/**
 * @param {import("../../language.js").Speech} speech
 * @param {import("./hands.js").Receiving} receiving
 * @param {import("./hands.js").ReceiveHands} hands
 */
export function channelView({ tell, name }, { draft, list }, hands) {
  const option = (/** @type {string} */ value, /** @type {string} */ words) =>
    html`<option value=${value} ?selected=${value === draft.channel}>${words}</option>`;
  const said = (/** @type {Event} */ event) =>
    hands.say({ channel: /** @type {HTMLSelectElement} */ (event.target).value });
  return html`<label class="field"><span>${tell("receive.channel")}</span>
      <select name="channel" .value=${draft.channel} @change=${said}>
        ${option("", tell("receive.channel.none"))}
        <optgroup label=${tell("receive.channel.vulnerable")}>
          ${(list?.reasons ?? []).map((reason) => option(`vulnerable:${reason.code}`, name(reason.name)))}
        </optgroup>
        <optgroup label=${tell("receive.channel.project")}>
          ${PROJECTS.map((code) => option(`project:${code}`, tell(`receive.project.${code}`)))}
        </optgroup>
      </select></label>
    ${channelOf(draft)?.kind === "project" ? html`<p class="second">${tell("receive.channel.approval")}</p>` : nothing}`;
}
