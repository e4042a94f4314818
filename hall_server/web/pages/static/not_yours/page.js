/** A staff page that belongs to other roles: said kindly, with the pages that are one's own. */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { speech } from "../language.js";
import { placesNav } from "../places.js";
import { languageSwitch, showScreen } from "../screen.js";
import { currentSession, logOut } from "../staff.js";

const [session, spoken] = await Promise.all([currentSession(), speech()]);

showScreen({ speech: spoken }, (state, change) => {
  const { tell, name } = state.speech;
  document.title = tell("not_yours.title");
  return html`<main>
    <img src="/pages/mark.svg" alt="" width="56" height="56" />
    <h1>${tell("not_yours.title")}</h1>
    <p>${tell("not_yours.why", { name: session.name, hall: name(session.hall) })}</p>
    <p>${tell("not_yours.what")}</p>
    ${placesNav(state.speech, session, "")}
    <p class="foot">${languageSwitch(state.speech, change)}
      <button class="quiet" type="button" @click=${() => logOut(session)}>${tell("login.out")}</button></p>
  </main>`;
});
