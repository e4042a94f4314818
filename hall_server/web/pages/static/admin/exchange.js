/** The whole setup as files: taken out by a press; brought in only after its difference was seen. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { Refused } from "/assets/api.js";
import { faultsView } from "./faults.js";
import { mayEdit } from "./list.js";
import { PLAN_ROLES } from "./plan_section.js";
import { proposalView } from "./proposal.js";
import { sendFile } from "./sending.js";

/** @typedef {import("./page.js").Admin} Admin */
/** @typedef {import("./page.js").Hands} Hands */

const KEY = "exchange";
const FORMS = ["zip", "xlsx", "csv", "toml"];

/** @type {import("./sections.js").Section} */
export const EXCHANGE = { key: KEY, group: "changes", roles: PLAN_ROLES, view: exchangeView };

/** @param {Admin} screen @param {Hands} hands */
function exchangeView(screen, hands) {
  const { tell } = screen.speech;
  return html`<div class="scroll">
    <section class="form export"><h3>${tell("admin.export.title")}</h3>
      <ul>${FORMS.map((form) => html`<li>
        <a class="plain" href="/api/v1/admin/export?form=${form}" download data-export=${form}>${tell(`admin.export.${form}`)}</a>
        <span class="second">${tell(`admin.export_hint.${form}`)}</span></li>`)}</ul></section>
    ${mayEdit(screen, "items") ? importView(screen, hands) : nothing}
    ${screen.own[KEY]?.faults ? faultsView(screen, screen.own[KEY].faults) : nothing}
    ${screen.own[KEY]?.proposal ? proposalView(screen, hands, KEY) : nothing}</div>`;
}

/** @param {Admin} screen @param {Hands} hands */
function importView(screen, hands) {
  const { tell } = screen.speech;
  const { reading = null, over = false } = screen.own[KEY] ?? {};
  const pick = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const file = input.files?.[0];
    input.value = "";
    if (file !== undefined) bring(screen, hands, file);
  };
  const drop = (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    hands.own(KEY, { over: false });
    const file = event.dataTransfer?.files[0];
    if (file !== undefined) bring(screen, hands, file);
  };
  const hover = (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    if (!over) hands.own(KEY, { over: true });
  };
  const leave = () => hands.own(KEY, { over: false });
  return html`<section class="form import" data-over=${over ? "yes" : nothing} @dragover=${hover} @dragleave=${leave} @drop=${drop}>
    <h3>${tell("admin.import.title")}</h3>
    <p class="second">${tell("admin.import.hint")}</p>
    ${reading === null
      ? html`<label class="plain file-button">${tell("admin.import.choose")}
          <input class="unseen" type="file" accept=".zip,.xlsx,.csv,.toml" data-act="import" @change=${pick} /></label>`
      : html`<p role="status">${tell("admin.import.reading", { file: reading })}</p>`}</section>`;
}

/** @param {Admin} screen @param {Hands} hands @param {File} file */
async function bring(screen, hands, file) {
  hands.own(KEY, { reading: file.name, proposal: null, faults: null });
  const proposal = await hands.attempt(async () => {
    try {
      return await sendFile(screen.session, "/admin/import", file);
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== "hall_files_refused") throw error;
      hands.own(KEY, { faults: error.facts.places });
      return null;
    }
  });
  hands.own(KEY, { reading: null, proposal });
}
