/** The window chooser: all windows by zone; a click, or the number typed and Enter, leads to the console. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { speech } from "../language.js";
import { asksForHelp, helpButton, helpDialog } from "../help.js";
import { placesNav } from "../places.js";
import { refusalSentence } from "../refusal.js";
import { languageSwitch, showScreen } from "../screen.js";
import { currentSession, logOut, read } from "../staff.js";
import { hereView, wayTo, windowHere } from "./here.js";

const REFRESH_MS = 5000;

/**
 * @typedef {object} Chooser
 * @property {import("../language.js").Speech} speech
 * @property {import("../messages").Session} session
 * @property {import("../messages").BoardState | null} board
 * @property {string | null} refusal
 * @property {string} wanted what is typed
 * @property {boolean} helping the help page is open
 */

const [session, spoken] = await Promise.all([currentSession(), speech("zh-CN", ["choose"])]);
/** @type {Chooser} */
const start = { speech: spoken, session, board: null, refusal: null, wanted: "", helping: false };
const { state, change } = showScreen(start, chooserView);

async function refresh() {
  try {
    change({ board: await read("/board"), refusal: null });
  } catch (error) {
    change({ refusal: refusalSentence(state.speech, error) });
  }
}

/** @param {string} window */
const consoleOf = (window) => `/desk/${encodeURIComponent(window)}`;

/**
 * @param {Chooser} state
 * @param {(part: Partial<Chooser>) => void} change
 */
function chooserView(state, change) {
  const { tell, name } = state.speech;
  document.title = tell("choose.title");
  const windows = state.board?.windows ?? [];
  const here = windowHere(windows, state.session.badge);
  const free = here && (here.clerk === null || here.clerk === state.session.badge) ? here : null;
  const go = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const wanted = windows.find(({ window }) => window === state.wanted.trim());
    if (free && state.wanted.trim() === "") location.assign(wayTo(free));
    else if (wanted) location.assign(consoleOf(wanted.window));
    else change({ refusal: tell("choose.none", { window: state.wanted }) });
  };
  const onInput = (/** @type {Event} */ event) =>
    change({ wanted: /** @type {HTMLInputElement} */ (event.target).value, refusal: null });
  return html`<header class="bar">
      <h1>${name(state.session.hall)}</h1>
      <span class="gap"></span><span>${state.session.name}</span>
      ${placesNav(state.speech, state.session, "desk")}
      ${languageSwitch(state.speech, change)} ${helpButton(state.speech, () => change({ helping: true }))}
      <button class="quiet" type="button" @click=${() => logOut(session)}>${tell("login.out")}</button>
    </header>
    <main>
      ${hereView(state.speech, here, state.session.badge)}
      <form class="wanted" @submit=${go}>
        <h2>${tell("choose.title")}</h2>
        <label class="unseen" for="wanted">${tell("choose.label")}</label>
        <input id="wanted" inputmode="numeric" maxlength="40" autocomplete="off" autofocus
          placeholder=${tell("choose.label")} .value=${state.wanted} @input=${onInput} />
        <button class=${free ? "plain" : "primary"} type="submit">${tell("choose.go")} ${free ? nothing : html`<kbd>Enter</kbd>`}</button>
      </form>
      ${state.refusal === null ? nothing : html`<p class="refusal" role="alert" data-refusal>${state.refusal}</p>`}
      ${state.board === null && state.refusal === null
        ? html`<p class="waiting" role="status">${tell("choose.loading")}</p>`
        : nothing}
      ${(state.board?.zones ?? []).map((zone) => zoneView(state, zone, windows))}
    </main>
    ${state.helping
      ? helpDialog(state.speech, "choose", [["0–9", tell("choose.label")], ["Enter", tell("choose.go")]], () => change({ helping: false }))
      : nothing}`;
}

/**
 * @param {Chooser} state
 * @param {import("../messages").BoardZone} zone
 * @param {import("../messages").BoardWindow[]} windows
 */
function zoneView({ speech, session }, zone, windows) {
  const { tell, name } = speech;
  const word = (/** @type {import("../messages").BoardWindow} */ window) => {
    if (window.clerk === session.badge) return tell("choose.mine");
    return window.clerk === null ? tell("choose.free") : tell("choose.taken", { badge: window.clerk });
  };
  return html`<section>
    <h3><span class="zone-letter" data-zone=${zone.zone}>${zone.zone}</span> ${name(zone.name)}
      <span class="second">${tell("choose.waiting", { count: zone.waiting })}</span></h3>
    <ul class="windows">
      ${windows
        .filter((window) => window.zone === zone.zone)
        .map(
          (window) => html`<li><a href=${consoleOf(window.window)} data-window=${window.window}
            class=${window.clerk === session.badge ? "mine" : window.clerk === null ? "free" : "taken"}>
            <b>${window.window}</b><span>${word(window)}</span></a></li>`,
        )}
    </ul>
  </section>`;
}

addEventListener("keydown", (event) => asksForHelp(event) && change({ helping: true }));
await refresh();
/** @type {HTMLInputElement | null} */ (document.querySelector("[autofocus]"))?.focus();
setInterval(() => document.hidden || refresh(), REFRESH_MS);
