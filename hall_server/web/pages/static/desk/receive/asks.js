/** What is asked before a word or an answer: what is wrong, by when, why; and the notice, read before it is given. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { materialsOf, wordOf } from "./check.js";
import { NOTHING_SAID } from "./draft.js";
import { sayWord } from "./keys.js";
import { closeForm, collectForm, stepForm, withdrawForm } from "./case_asks.js";
import { noticeView } from "./notice.js";
import { valueOf } from "./person.js";

/** @typedef {import("./hands.js").Receiving} Receiving */
/** @typedef {import("./hands.js").ReceiveHands} ReceiveHands */
/** @typedef {import("../page.js").Console} Console */

const QUICK = ["unclear", "expired", "unsigned", "differs", "copies", "filled", "version"];

/** @param {Console} screen @param {ReceiveHands} hands @returns {unknown} null when nothing is asked */
export function asksView(screen, hands) {
  const { step } = /** @type {Receiving} */ (screen.receiving);
  const views = /** @type {Record<string, () => unknown>} */ ({
    wrong: () => wordsForm(screen, hands, "wrong"),
    correct: () => wordsForm(screen, hands, "correct"),
    promise: () => promiseForm(screen, hands),
    notice: () => noticeView(screen, hands),
    refuse: () => refuseForm(screen, hands),
    decide: () => decideForm(screen, hands),
    close: () => closeForm(screen, hands),
    step: () => stepForm(screen, hands),
    collect: () => collectForm(screen, hands),
    withdraw: () => withdrawForm(screen, hands),
  });
  return step in views ? views[step]() : null;
}

/** @param {Console} screen @param {ReceiveHands} hands @param {"wrong" | "correct"} what a digit in the empty field takes a quick word */
function wordsForm(screen, hands, what) {
  const receiving = /** @type {Receiving} */ (screen.receiving);
  const { tell } = screen.speech;
  const material = materialsOf(receiving)[receiving.at];
  const take = (/** @type {string} */ words) => {
    if (words.trim() === "") return;
    const word = what === "wrong" ? { state: /** @type {const} */ ("WRONG"), problem: words } : { state: /** @type {const} */ ("PRESENT"), corrected: words };
    sayWord(receiving, hands, receiving.at, { ...NOTHING_SAID, ...word });
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    const quick = digit && QUICK[Number(digit) - 1];
    if (!quick || event.isComposing || valueOf(event) !== "") return;
    event.preventDefault();
    take(tell(`receive.quick.${quick}`));
  };
  const before = wordOf(receiving, material);
  return askForm(screen, hands, tell(`receive.ask.${what}`, { material: material.name }), take, "receive.take", html`
    <label class="field"><span>${tell(`receive.ask.${what}_label`)}</span>
      <input name="words" maxlength="200" autocomplete="off" autofocus value=${before.problem || before.corrected} @keydown=${onKey} /></label>
    <div class="quick">${QUICK.map((name, index) => html`<button class="plain small" type="button" data-quick=${name} @click=${() => take(tell(`receive.quick.${name}`))}>
      ${tell(`receive.quick.${name}`)} <kbd>${index + 1}</kbd></button>`)}</div>`);
}

/** @param {Console} screen @param {ReceiveHands} hands */
function promiseForm(screen, hands) {
  const receiving = /** @type {Receiving} */ (screen.receiving);
  const { tell } = screen.speech;
  const material = materialsOf(receiving)[receiving.at];
  const take = (/** @type {string} */ until) => sayWord(receiving, hands, receiving.at, { ...NOTHING_SAID, state: "PROMISED", promised_until: until });
  return askForm(screen, hands, tell("receive.ask.promise", { material: material.name }), take, "receive.take", html`
    <label class="field"><span>${tell("receive.ask.promise_label")}</span>
      <input type="date" name="words" required autofocus value=${wordOf(receiving, material).promised_until ?? ""} /></label>`);
}

/** @param {Console} screen @param {ReceiveHands} hands */
function refuseForm(screen, hands) {
  const receiving = /** @type {Receiving} */ (screen.receiving);
  const { tell } = screen.speech;
  const { said } = receiving.draft;
  const incompetent = said.ground === "not_competent";
  return askForm(screen, hands, tell("receive.ask.refuse"), () => hands.give("refuse"), "receive.answer.refuse", html`
    ${radios(screen, hands, "ground", ["not_needed", "not_competent"], true)}
    ${box(screen, hands, "refuse_reason", 1000, true)}
    ${incompetent ? html`${box(screen, hands, "body", 100, true)} ${box(screen, hands, "body_address", 100)} ${box(screen, hands, "body_phone", 40)}` : nothing}
    <p class="second">${tell("receive.ask.refuse_hint")}</p>`);
}

/** @param {Console} screen @param {ReceiveHands} hands */
function decideForm(screen, hands) {
  const { said } = /** @type {Receiving} */ (screen.receiving).draft;
  return askForm(screen, hands, screen.speech.tell("receive.ask.decide"), () => hands.give("decide"), "receive.answer.decide", html`
    ${radios(screen, hands, "result", ["approved", "denied"], true)}
    ${said.result === "denied" ? box(screen, hands, "deny_reason", 1000, true) : nothing}
    ${radios(screen, hands, "handed", ["now", "later"])}`);
}

/**
 * @param {Console} screen @param {ReceiveHands} hands
 * @param {string} title
 * @param {(words: string) => void} take what the field `words` says, if the form has one
 * @param {string} does key of the button's text
 * @param {unknown} body
 */
export function askForm(screen, hands, title, take, does, body) {
  const receiving = /** @type {Receiving} */ (screen.receiving);
  const { tell } = screen.speech;
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    take(String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("words") ?? ""));
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const { target, currentTarget } = event;
    if (event.key !== "Enter" || event.repeat || !(target instanceof HTMLOListElement)) return;
    event.preventDefault();
    /** @type {HTMLFormElement} */ (currentTarget).requestSubmit();
  };
  return html`<form class="receive-ask" data-ask=${receiving.step} @submit=${submit} @keydown=${onKey}>
    <h3>${title}</h3>
    ${body}
    <div class="dialog-acts">
      <button class="primary" type="submit" ?disabled=${receiving.doing || !screen.line.up}>${tell(does)} <kbd>Enter</kbd></button>
      <button class="plain" type="button" data-act="back" @click=${() => hands.turn({ step: "check", refusal: null })}>${tell("dialog.back")} <kbd>Esc</kbd></button>
    </div>
  </form>`;
}

/** @param {Console} screen @param {ReceiveHands} hands @param {string} field of what is said @param {number} most @param {boolean} [required] */
export function box({ speech, receiving }, hands, field, most, required = false) {
  const { said } = /** @type {Receiving} */ (receiving).draft;
  return html`<label class="field"><span>${speech.tell(`receive.said.${field}`)}</span>
    <input name=${field} maxlength=${most} autocomplete="off" ?required=${required} .value=${said[field] ?? ""}
      @input=${(/** @type {Event} */ event) => hands.say({ said: { ...said, [field]: valueOf(event) } })} /></label>`;
}

/** @param {Console} screen @param {ReceiveHands} hands @param {string} field @param {string[]} choices @param {boolean} [first] the keyboard begins here */
export function radios({ speech, receiving }, hands, field, choices, first = false) {
  const { said } = /** @type {Receiving} */ (receiving).draft;
  return html`<fieldset class="options"><legend>${speech.tell(`receive.said.${field}`)}</legend>
    ${choices.map((choice) => html`<label><input type="radio" name=${field} value=${choice} .checked=${said[field] === choice} ?autofocus=${first && said[field] === choice}
      @change=${() => hands.say({ said: { ...said, [field]: choice } })} /> ${speech.tell(`receive.${field}.${choice}`)}</label>`)}
  </fieldset>`;
}

