/** The administration page as a whole: header, navigation, the open section, the tray of pending changes. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { keyed } from "/assets/vendor/lit-html/directives/keyed.js";
import { helpButton, helpDialog } from "../help.js";
import { placesNav } from "../places.js";
import { languageSwitch } from "../screen.js";
import { logOut } from "../staff.js";
import { hashOf } from "./address.js";
import { shortcuts } from "./keys.js";
import { trayView } from "./tray.js";

/** @typedef {import("./page.js").Admin} Admin */
/** @typedef {import("./page.js").Hands} Hands */
/** @typedef {import("./sections.js").Section} Section */

/** @param {Admin} screen @param {Hands} hands @param {Section[]} sections */
export function adminView(screen, hands, sections) {
  const { tell, name } = screen.speech;
  document.title = tell("admin.title", { hall: name(screen.session.hall) });
  const section = sections.find(({ key }) => key === screen.section);
  if (section === undefined || screen.setup === null) {
    return html`<main class="waiting" role="status"><p>${screen.refusal ?? tell("admin.joining")}</p></main>`;
  }
  return html`${header(screen, hands)}
    <div class="body">
      ${navigation(screen, sections)}
      <main>
        ${bars(screen, hands)}
        <header class="purpose"><h2>${tell(`admin.section.${section.key}`)}</h2>
          <p class="second">${tell(`admin.purpose.${section.key}`)}</p></header>
        ${keyed(section.key, section.view(screen, hands))}
      </main>
    </div>
    ${trayView(screen, hands)}
    ${screen.helping ? helpDialog(screen.speech, "admin", shortcuts(screen.speech), () => hands.change({ helping: false })) : nothing}`;
}

/** @param {Admin} screen @param {Hands} hands */
function header({ speech, session }, hands) {
  const { tell, name } = speech;
  return html`<header class="bar">
    <h1>${tell("admin.heading")}</h1>
    <span class="pill">${name(session.hall)}</span>
    <span class="gap"></span>
    ${placesNav(speech, session, "admin")}
    <span>${session.name}</span>
    ${helpButton(speech, () => hands.change({ helping: true }))}
    ${languageSwitch(speech, hands.change)}
    <button class="quiet" type="button" @click=${() => logOut(session)}>${tell("login.out")}</button>
  </header>`;
}

/** @param {Admin} screen @param {Section[]} sections */
function navigation(screen, sections) {
  const { tell } = screen.speech;
  const groups = [...new Set(sections.map(({ group }) => group))];
  return html`<nav class="sections" aria-label=${tell("admin.sections")}>${groups.map(
    (group) => html`<h2 id="group-${group}">${tell(`admin.group.${group}`)}</h2>
      <ul aria-labelledby="group-${group}">${sections
        .filter((section) => section.group === group)
        .map((section) => link(screen, section))}</ul>`,
  )}</nav>`;
}

/** @param {Admin} screen @param {Section} section */
function link(screen, section) {
  const { tell } = screen.speech;
  const edited = screen.edits.filter(({ part }) => part === section.key).length;
  return html`<li><a href=${hashOf(section.key)} aria-current=${section.key === screen.section ? "page" : nothing}>
    <span>${tell(`admin.section.${section.key}`)}</span>
    ${edited ? html`<small class="edited" title=${tell("admin.edited_here")}>●${edited}</small>` : nothing}
    ${section.count === undefined ? nothing : html`<small>${section.count(screen)}</small>`}</a></li>`;
}

/** @param {Admin} screen @param {Hands} hands */
function bars({ speech, refusal, notice }, hands) {
  const said = refusal ?? notice;
  if (said === null) return nothing;
  return html`<div class="refusal ${refusal === null ? "said" : ""}" role="alert" ?data-refusal=${refusal !== null}><span>${said}</span>
    <button class="quiet" type="button" @click=${() => hands.change({ refusal: null, notice: null })}>
      ${speech.tell("dialog.understood")}</button></div>`;
}
