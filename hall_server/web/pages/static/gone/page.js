/** A ticket link that leads nowhere: said kindly, with what to do. */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { speech } from "../language.js";
import { languageSwitch, showScreen } from "../screen.js";

showScreen({ speech: await speech() }, (state, change) => {
  const { tell } = state.speech;
  document.title = tell("gone.title");
  return html`<main>
    <img src="/pages/mark.svg" alt="" width="56" height="56" />
    <h1>${tell("gone.title")}</h1>
    <p>${tell("gone.why")}</p>
    <p>${tell("gone.what")}</p>
    <p class="foot">${languageSwitch(state.speech, change)}</p>
  </main>`;
});
