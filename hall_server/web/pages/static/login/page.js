/** The staff log-in: badge and password, or a card at the reader; and back to where the clerk wanted to go. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { Refused, send } from "/assets/api.js";
import { speech } from "../language.js";
import { firstPlace } from "../places.js";
import { refusalSentence } from "../refusal.js";
import { factsOfPage, languageSwitch, showScreen } from "../screen.js";
import { changeView } from "./password.js";
import { cardListener } from "./wedge.js";

/**
 * @typedef {object} LogInScreen
 * @property {import("../language.js").Speech} speech
 * @property {string | null} refusal
 * @property {boolean} asking an answer is awaited
 * @property {import("../messages").Session | null} session of somebody who must change a one-time password
 * @property {string} old that password, if it was typed here
 */

/**
 * @param {string | undefined} next
 * @param {string[]} roles
 * @returns {string} an address of this server; never another host's
 */
function wayAfter(next, roles) {
  if (next) {
    const goal = new URL(next, location.origin);
    if (goal.origin === location.origin) return goal.pathname + goal.search;
  }
  return firstPlace(roles);
}

/** @param {import("../messages").Session} session */
function enter(session) {
  location.assign(wayAfter(factsOfPage().next, session.roles));
}

/**
 * @param {LogInScreen} state
 * @param {(part: Partial<LogInScreen>) => void} change
 */
function logInView(state, change) {
  const { tell } = state.speech;
  document.title = tell("login.title");
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    logIn("/api/v1/session", Object.fromEntries(form), "login.wrong");
  };
  if (state.session !== null) return changeView(state, change, enter);
  return html`<main class="card">
    <img src="/pages/mark.svg" alt="" width="56" height="56" />
    <h1>${tell("login.title")}</h1>
    <p class="second">${tell("login.hint")}</p>
    <p class="reader" role="status">${tell(state.asking ? "login.asking" : "login.card")}</p>
    <form @submit=${submit}>
      <label class="field"><span>${tell("login.badge")}</span>
        <input name="badge" required maxlength="40" autocomplete="username" autofocus /></label>
      <label class="field"><span>${tell("login.password")}</span>
        <input name="password" type="password" required maxlength="200" autocomplete="current-password" /></label>
      ${state.refusal === null ? nothing : html`<p class="refusal" role="alert" data-refusal>${state.refusal}</p>`}
      <button class="primary" type="submit" ?disabled=${state.asking}>${tell("login.do")}</button>
    </form>
    <p class="foot">${languageSwitch(state.speech, change)}</p>
  </main>`;
}

/** @type {LogInScreen} */
const start = { speech: await speech("zh-CN", ["login"]), refusal: null, asking: false, session: null, old: "" };
const { state, change } = showScreen(start, logInView);

/**
 * @param {string} path
 * @param {Record<string, unknown>} proof
 * @param {string} wrong the sentence when the proof is not good
 */
async function logIn(path, proof, wrong) {
  if (state.asking || state.session !== null) return;
  change({ asking: true, refusal: null });
  try {
    const session = await send("POST", path, proof);
    if (!session.must_change) return enter(session);
    change({ session, old: String(proof.password ?? ""), asking: false });
    /** @type {HTMLInputElement | null} */ (document.querySelector("[autofocus]"))?.focus();
  } catch (error) {
    const refused = error instanceof Refused && error.status === 401;
    change({ asking: false, refusal: refused ? state.speech.tell(wrong) : refusalSentence(state.speech, error) });
  }
}

const onCard = (/** @type {string} */ card) => logIn("/api/v1/session/card", { card }, "login.card_wrong");
addEventListener("keydown", cardListener(onCard), { capture: true });
/** @type {HTMLInputElement | null} */ (document.querySelector("[autofocus]"))?.focus();
