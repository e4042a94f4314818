/** The template of printed sheets: its text with numbered lines, the faulty one marked, and the sheet as it will print. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { live } from "/assets/vendor/lit-html/directives/live.js";
import { Refused } from "/assets/api.js";
import { refusalSentence } from "../refusal.js";
import { withValues } from "./edits.js";
import { mayEdit } from "./list.js";
import { picture } from "./picture.js";
import { PLAN_ROLES } from "./plan_section.js";
import { rowsOf, same } from "./rows.js";
import { fetchPicture } from "./sending.js";
import { typed } from "./typing.js";

/** @typedef {import("./page.js").Admin} Admin */
/** @typedef {import("./page.js").Hands} Hands */

const CHOICES = { kind: ["ticket", "day_end"], language: ["zh-CN", "en"], print_size: ["normal", "large"] };
const FIRST = { kind: "ticket", language: "zh-CN", print_size: "normal" };
const EXAMPLE = '[ticket.zh-CN]\nheader = ""\nfooter = ""\n\n[ticket.en]\nheader = ""\nfooter = ""\n';

/** @type {import("./sections.js").Section} */
export const PAPER = { key: "paper", group: "words", roles: PLAN_ROLES, view: paperView, enter: draw, edited: draw };

/** @param {Admin} screen */
function asked(screen) {
  return { ...FIRST, ...screen.own.paper?.asked };
}

/** @param {Admin} screen @param {Hands} hands */
async function draw(screen, hands) {
  const [{ entry }] = rowsOf(/** @type {any} */ (screen.setup), screen.edits, "hall");
  try {
    const sheet = await fetchPicture(screen.session, "/admin/preview/paper", { template: entry.paper_template, ...asked(screen) });
    hands.own("paper", { sheet, fault: null });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const line = error.facts.line ?? null;
    const text = error.facts.text ? screen.speech.name(error.facts.text) : refusalSentence(screen.speech, error);
    hands.own("paper", { fault: { line, text } });
  }
}

/** @param {Admin} screen @param {Hands} hands */
function paperView(screen, hands) {
  const { tell } = screen.speech;
  const { sheet, fault } = screen.own.paper ?? {};
  const turn = (/** @type {string} */ name, /** @type {string} */ choice) => {
    hands.own("paper", { asked: { ...asked(screen), [name]: choice } });
    draw(screen, hands);
  };
  const choose = (/** @type {keyof typeof CHOICES} */ name) =>
    html`<div class="segments" role="group" aria-label=${tell(`admin.paper.${name}`)}>${CHOICES[name].map(
      (choice) => html`<button class="plain small" type="button" data-choice=${choice} @click=${() => turn(name, choice)}
        aria-pressed=${asked(screen)[name] === choice ? "true" : "false"}>${tell(`admin.paper.${name}.${choice}`)}</button>`,
    )}</div>`;
  return html`<div class="split paper-split">${editor(screen, hands)}
    <section class="form sheet-pane" aria-label=${tell("admin.paper.preview")}>
      <div class="inline">${choose("kind")}${choose("language")}${choose("print_size")}</div>
      ${fault ? html`<p class="warning">${tell("admin.paper.last_good")}</p>` : nothing}
      ${sheet === undefined ? html`<p class="second empty" role="status">${tell("admin.paper.drawing")}</p>` : picture(sheet, tell("admin.paper.preview"))}
    </section></div>`;
}

/** @param {Admin} screen @param {Hands} hands */
function editor(screen, hands) {
  const { tell } = screen.speech;
  const [{ entry, now }] = rowsOf(/** @type {any} */ (screen.setup), screen.edits, "hall");
  const { fault } = screen.own.paper ?? {};
  const text = /** @type {string} */ (entry.paper_template);
  const put = (/** @type {string} */ value) =>
    hands.edit(withValues(/** @type {any} */ (screen.setup), screen.edits, "hall", "hall", { paper_template: value }));
  const follow = (/** @type {Event} */ event) => {
    const area = /** @type {HTMLElement} */ (event.target);
    if (area.previousElementSibling !== null) area.previousElementSibling.scrollTop = area.scrollTop;
  };
  return html`<section class="pane editor">
    <div class="code-lines" data-fault=${fault?.line ?? nothing}><ol aria-hidden="true">${text.split("\n").map(
      (_, index) => html`<li class=${index + 1 === fault?.line ? "bad" : ""}>${index + 1}</li>`,
    )}</ol>
    <textarea id="f-paper_template" aria-label=${tell("admin.field.paper_template")} spellcheck="false" wrap="off" ?disabled=${!mayEdit(screen, "hall")}
      aria-describedby="paper-fault" .value=${live(text)} @input=${(/** @type {Event} */ event) => put(typed(event))} @scroll=${follow}></textarea></div>
    <p class="wrong" id="paper-fault" role="alert" data-wrong>${fault?.text ?? nothing}</p>
    <p class="second">${tell("admin.paper.hint")}</p>
    <div class="inline">${text === "" && mayEdit(screen, "hall")
        ? html`<button class="plain small" type="button" data-act="example" @click=${() => put(EXAMPLE)}>${tell("admin.paper.example")}</button>`
        : nothing}
      ${now !== null && !same(now.paper_template, text)
        ? html`<button class="plain small" type="button" data-act="revert" @click=${() => put(now.paper_template)}>
            ${tell("admin.revert")}</button>`
        : nothing}</div></section>`;
}
