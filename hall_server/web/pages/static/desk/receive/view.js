/** Receiving as a dialog over the whole console: whose application, the check list, the answers; then the result. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallTime } from "../../hall_time.js";
import { answersView } from "./answers.js";
import { asksView } from "./asks.js";
import { caseFacts } from "./case.js";
import { isOpen, materialsOf, undecided } from "./check.js";
import { findView } from "./find.js";
import { onCheckKey } from "./keys.js";
import { listView } from "./list.js";
import { personView } from "./person.js";
import { resultView } from "./result.js";
import { subjectView } from "./subject.js";

/** @typedef {import("../page.js").Console} Console */
/** @typedef {import("./hands.js").ReceiveHands} ReceiveHands */
/** @typedef {import("./hands.js").Receiving} Receiving */

/** @param {Console} screen @param {import("../page.js").Hands} deskHands @param {import("../../messages").DeskState} desk */
export function receivingView(screen, deskHands, desk) {
  const receiving = /** @type {Receiving} */ (screen.receiving);
  const hands = deskHands.receive;
  const { tell } = screen.speech;
  const loading = receiving.list === null && receiving.known === null;
  const body = receiving.step === "done"
    ? resultView(screen, deskHands, desk)
    : receiving.step === "subject"
      ? subjectView(screen, hands)
      : receiving.step === "find"
        ? findView(screen, hands)
        : loading
        ? html`<p class="receive-wait" role="status">${receiving.refusal === null
            ? tell("receive.loading")
            : html`<button class="plain" type="button" data-act="reload" autofocus @click=${() => hands.reload()}>${tell("receive.reload")}</button>`}</p>`
        : work(screen, hands, desk);
  return html`<dialog class="dialog receiving" data-dialog="receive" data-step=${receiving.step} aria-labelledby="dialog-title"
    @close=${() => hands.leave()} @cancel=${back} @keydown=${(/** @type {KeyboardEvent} */ event) => onCheckKey(event, receiving, hands)}>
    ${head(screen, hands)}
    ${screen.line.up ? nothing : html`<p class="banner" role="alert" data-banner="receive">${tell("receive.down", { time: hallTime(desk, screen.line.since) })}</p>`}
    ${receiving.refusal !== null && (receiving.field === "" || loading) ? html`<p class="refusal" role="alert" data-refusal>${receiving.refusal}</p>` : nothing}
    ${body}
  </dialog>`;

  /** @param {Event} event Escape leaves what is asked first, then the dialog; a draft stays */
  function back(event) {
    if (receiving.doing) return event.preventDefault();
    if (["check", "done", "subject", "find"].includes(receiving.step)) return;
    event.preventDefault();
    hands.turn({ step: "check", refusal: null });
  }
}

/** @param {Console} screen @param {ReceiveHands} hands */
function head({ speech, receiving: open }, hands) {
  const { tell, name } = speech;
  const receiving = /** @type {Receiving} */ (open);
  const { known, list, draft, step } = receiving;
  const all = materialsOf(receiving).length;
  const title = known?.title ?? list?.title;
  return html`<header class="receive-head">
    ${draft.number ? html`<b class="receive-number">${draft.number}</b>` : nothing}
    <div class="receive-title">
      <h2 id="dialog-title"><span class="second">${tell(known ? "receive.case" : "receive.title")}</span> ${title ? name(title) : nothing}</h2>
      <p class="second">${known ? html`<span data-case=${known.number}>${known.number}</span> · ${tell(`receive.state.${known.state}`)}` : list ? limits(speech, list) : nothing}</p>
    </div>
    ${step === "done" || all === 0 || !isOpen(receiving)
      ? nothing
      : html`<p class="receive-count" role="status" data-count>${tell("receive.count", { said: all - undecided(receiving).length, all })}</p>`}
    <button class="quiet" type="button" data-act="leave" ?disabled=${receiving.doing} @click=${() => hands.leave()}>${tell("receive.leave")} <kbd>Esc</kbd></button>
  </header>`;
}

/** @param {import("../../language.js").Speech} speech @param {import("../../cases").CheckList} list */
function limits({ tell, name }, { kind, departments, statutory_days, promised_days, day_kind, fee }) {
  const days = (/** @type {number} */ count) => tell(`receive.days.${day_kind}`, { count });
  return [
    tell(`kind.${kind}`),
    departments.map(name).join(tell("list.comma")),
    statutory_days === null ? "" : tell("receive.statutory", { days: days(statutory_days) }),
    promised_days ? tell("receive.promised", { days: days(promised_days) }) : "",
    fee,
  ].filter(Boolean).join(" · ");
}

/** @param {Console} screen @param {ReceiveHands} hands @param {import("../../messages").DeskState} desk */
function work(screen, hands, desk) {
  const receiving = /** @type {Receiving} */ (screen.receiving);
  const asked = asksView(screen, hands);
  const locked = receiving.draft.unsure !== null;
  return html`<div class="receive-body" ?inert=${locked}>
      <section class="receive-side" aria-label=${screen.speech.tell("receive.side")} tabindex="0">
        ${receiving.known === null ? personView(screen, hands) : caseFacts(screen, hands, receiving.known, desk)}
      </section>
      ${asked ?? listView(screen, hands)}
    </div>
    ${asked === null ? answersView(screen, hands) : nothing}`;
}
