/** The check list: one row per material with its large keys, and what was said of it. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { materialsOf, offered, wordOf } from "./check.js";
import { dayWords } from "./days.js";
import { saySomething } from "./keys.js";

/** @typedef {import("./hands.js").ReceiveHands} ReceiveHands */
/** @typedef {import("./hands.js").Receiving} Receiving */
/** @typedef {import("../page.js").Console} Console */
/** @typedef {import("../../cases").MaterialView} MaterialView */

const KEYS = /** @type {[what: "present" | "wrong" | "missing" | "promise" | "correct", key: string][]} */ ([
  ["present", "1"],
  ["wrong", "2"],
  ["missing", "3"],
  ["promise", "4"],
  ["correct", "5"],
]);
const STATES = /** @type {Record<string, string>} */ ({ PRESENT: "present", WRONG: "wrong", MISSING: "missing", PROMISED: "promise" });

/** @param {Console} screen @param {ReceiveHands} hands */
export function listView(screen, hands) {
  const receiving = /** @type {Receiving} */ (screen.receiving);
  const { tell } = screen.speech;
  const materials = materialsOf(receiving);
  const asked = materials.some((material) => offered(receiving, material, "present"));
  const at = asked ? Math.min(receiving.at, materials.length - 1) : -1;
  return html`<section class="receive-list" data-list tabindex="0" role="group" aria-label=${tell("receive.list")}
    ?autofocus=${receiving.known !== null || receiving.draft.applicant.name !== ""}>
    ${materials.length === 0 ? html`<p class="empty">${tell("receive.no_materials")}</p>` : nothing}
    <ol>${repeat(materials, ({ position }) => position, (material, index) => row(screen, hands, material, index, index === at))}</ol>
  </section>`;
}

/** @param {Console} screen @param {ReceiveHands} hands @param {MaterialView} material @param {number} index @param {boolean} here */
function row(screen, hands, material, index, here) {
  const receiving = /** @type {Receiving} */ (screen.receiving);
  const { speech } = screen;
  const word = wordOf(receiving, material);
  const said = word.corrected ? "correct" : STATES[word.state];
  const keys = KEYS.filter(([what]) => offered(receiving, material, what));
  return html`<li class="check-row ${here ? "here" : ""}" data-material=${index} data-state=${word.state} aria-current=${here ? "true" : nothing}>
    <span class="check-at">${index + 1}</span>
    <div class="check-what">
      <b>${material.name}</b>${material.deferrable ? html` <span class="chip">${speech.tell("receive.deferrable")}</span>` : nothing}
      <small>${[wanted(speech, material), material.medium && speech.tell(`receive.medium.${material.medium}`), material.source && speech.tell("receive.source", { source: material.source }), material.standard].filter(Boolean).join(" · ")}</small>
      ${note(speech, word, material)}
    </div>
    ${keys.length === 0 ? html`<span class="check-state">${speech.tell(`receive.material.${word.state}`)}</span>` : nothing}
    <div class="check-keys" role="group" aria-label=${material.name}>
      ${keys.map(
        ([what, key]) => html`<button type="button" class="say" data-say=${what} aria-pressed=${said === what ? "true" : "false"}
          @click=${() => press(what)}>${speech.tell(`receive.say.${what}`)}${here ? html` <kbd>${key}</kbd>` : nothing}</button>`,
      )}
    </div>
  </li>`;

  /** @param {"present" | "wrong" | "missing" | "promise" | "correct"} what */
  function press(what) {
    saySomething(receiving, hands, index, what);
  }
}

/** @param {import("../../language.js").Speech} speech @param {MaterialView} material */
export function wanted({ tell, knows }, { kind, copies }) {
  const form = knows(`receive.form.${kind}`) ? tell(`receive.form.${kind}`) : kind;
  return tell("receive.wanted", { form, copies }).trim();
}

/** @param {import("../../language.js").Speech} speech @param {import("./draft.js").Word} word @param {MaterialView} material */
function note(speech, word, { certificate_number }) {
  const { tell } = speech;
  const said = {
    WRONG: word.problem,
    HELD: tell("receive.held", { number: certificate_number }),
    PROMISED: word.promised_until ? tell("receive.until", { date: dayWords(speech, word.promised_until) }) : tell("receive.say.promise"),
  }[/** @type {string} */ (word.state)];
  const words = word.corrected ? tell("receive.corrected", { what: word.corrected }) : said;
  return words ? html`<p class="check-note" data-note>${words}</p>` : nothing;
}
