/** One panel large, with what it showed and ways to make it fail. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";

const FAULTS = ["off", "deaf", "mute", "busy", "late", "wrong_checksum", "garbage"];

/** @param {import("./types.js").State} state @param {import("./types.js").Acts} acts */
export function chosenView(state, acts) {
  const { tell, chosen, layout, panels, story, language } = state;
  const fixed = chosen === null ? undefined : layout.panels[chosen];
  const told = chosen === null ? undefined : panels[chosen];
  if (chosen === null || !fixed || !told) return nothing;
  return html`<aside class="chosen" aria-labelledby="chosen">
    <div class="head">
      <h2 id="chosen">${tell("panel", { window: fixed.window })}</h2>
      <span class="where">${tell("where", { line: chosen.slice(0, chosen.lastIndexOf("/")), address: fixed.address })}</span>
      <button type="button" class="close" @click=${() => acts.choose(null)}>${tell("close")}</button>
    </div>
    <span class="frame ${fixed.tubes ? "tubes" : ""} ${told.by_itself ? "flashing" : ""} ${told.runs ? "running" : ""}"><canvas data-panel=${chosen} aria-hidden="true"></canvas></span>
    <p class="text">${told.text || tell("dark")} <small>${tell("brightness", { percent: told.brightness })}</small></p>
    <div class="faults" role="group" aria-label=${tell("faults")}>
      ${FAULTS.map((fault) => {
        const suffers = told.faults.includes(fault);
        return html`<button type="button" aria-pressed=${suffers ? "true" : "false"}
          @click=${() => acts.fail(fault, !suffers)}>${tell(`fault.${fault}`)}</button>`;
      })}
    </div>
    ${story && story.shown.length
      ? html`<h3>${tell("shown")}</h3>
          <ol>${story.shown.map(({ at, text }) => html`<li><time>${second(at, language)}</time>
            <span>${text || tell("dark")}</span></li>`)}</ol>`
      : nothing}
    ${story && story.frames[0]
      ? html`<h3>${tell("frame")}</h3><p class="bytes"><code>${story.frames[0].bytes}</code></p>`
      : nothing}
  </aside>`;
}

/** @param {string} at @param {string} language */
function second(at, language) {
  return new Date(at).toLocaleTimeString(language, { hour12: false });
}
