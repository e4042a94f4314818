/** The answers to an application: one large button for what the check list leads to, the others beside it, and why not. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { ANSWERS, answersOf, awaited, isOpen, mainAnswer, undecided, whyNot } from "./check.js";
import { allPresent, answer } from "./keys.js";

/** @typedef {import("./hands.js").Receiving} Receiving */
/** @typedef {import("./hands.js").ReceiveHands} ReceiveHands */

/** @param {import("../page.js").Console} screen @param {ReceiveHands} hands */
export function answersView(screen, hands) {
  const receiving = /** @type {Receiving} */ (screen.receiving);
  const { tell } = screen.speech;
  const { unsure } = receiving.draft;
  const still = !screen.line.up || receiving.doing;
  if (unsure !== null && !receiving.doing) {
    return html`<footer class="receive-answers"><p class="receive-why" role="status">${tell("receive.unsure")}</p>
      <button class="primary main" type="button" data-act="again" ?disabled=${still} @click=${() => hands.give(unsure)}>${tell("receive.again")}</button></footer>`;
  }
  const main = mainAnswer(receiving);
  const answers = answersOf(receiving);
  if (answers.length === 0) return nothing;
  const blocked = whyNot(receiving, main);
  const keys = Object.fromEntries(ANSWERS);
  const open = isOpen(receiving) && receiving.known?.state !== "ACCEPTED" && awaited(receiving).length > 0;
  return html`<footer class="receive-answers">
    <p class="receive-why" role="status" data-why=${blocked ?? nothing}>${blocked
      ? tell(`receive.not.${blocked}`, { count: undecided(receiving).length })
      : receiving.field === "" ? nothing : receiving.refusal}</p>
    <div class="receive-row">
    ${open ? html`<button class="plain" type="button" data-act="all" ?disabled=${still} @click=${() => allPresent(receiving, hands)}>${tell("receive.all")} <kbd>A</kbd></button>` : nothing}
    <button class="primary main" type="button" data-answer=${main} ?disabled=${still || blocked !== null} @click=${() => answer(receiving, hands, main)}>
      ${tell(`receive.answer.${main}`)} <kbd>Enter</kbd></button>
    <span class="gap"></span>
    ${answers.filter((name) => name !== main).map((name) => {
      const why = whyNot(receiving, name);
      return html`<button class="plain" type="button" data-answer=${name} ?disabled=${still || why !== null}
        title=${why ? tell(`receive.not.${why}`, { count: undecided(receiving).length }) : nothing}
        @click=${() => (name === "decide" ? hands.turn({ step: "decide" }) : answer(receiving, hands, name))}>
        ${tell(`receive.answer.${name === "receipt" && receiving.known !== null ? "later" : name}`)} <kbd>${keys[name]}</kbd></button>`;
    })}
    ${main === "decide" ? html`<button class="plain" type="button" data-answer="otherwise" ?disabled=${still || blocked !== null} @click=${() => hands.turn({ step: "decide" })}>${tell("receive.otherwise")} <kbd>D</kbd></button>` : nothing}
    </div>
  </footer>`;
}
