/** A case found by its number, or by whose it is: for somebody who comes back, or to collect. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";

/** @param {import("../page.js").Console} screen @param {import("./hands.js").ReceiveHands} hands */
export function findView({ speech, receiving }, hands) {
  const { tell, name } = speech;
  const { found } = /** @type {import("./hands.js").Receiving} */ (receiving);
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    hands.find(String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("q")));
  };
  return html`<div class="receive-find">
    <form @submit=${submit}><label class="field"><span>${tell("receive.find.label")}</span>
      <input name="q" maxlength="100" autocomplete="off" required autofocus /></label>
      <div class="dialog-acts"><button class="primary" type="submit">${tell("receive.find.do")} <kbd>Enter</kbd></button>
        <button class="plain" type="button" data-act="subject" @click=${() => { hands.turn({ step: "subject" }); hands.loadCatalogue(); }}>${tell("receive.find.new")}</button></div></form>
    ${found === null ? nothing : html`<ul class="choices" data-found>${found.map(
      (each) => html`<li><button class="plain" type="button" data-found-case=${each.number} @click=${() => hands.openCase(each.number)}>
        <span><b>${each.number}</b> ${name(each.title)} · <bdi>${each.applicant}</bdi></span> <span class="second">${tell(`receive.state.${each.state}`)}</span></button></li>`,
    )}</ul>
    ${found.length === 0 ? html`<p class="second" role="status">${tell("receive.find.none")}</p>` : nothing}`}
  </div>`;
}
