/** What the wall's page shows, as a function of its state. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { clockTime } from "/assets/clock.js";
import { named } from "/assets/texts.js";
import { chosenView } from "./chosen.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Acts} Acts */

const COLOURED = ["A", "B", "C", "D"];

/** @param {State} state @param {Acts} acts */
export function wallView(state, acts) {
  const { tell, compact, layout, silentSince } = state;
  return html`
    ${compact ? nothing : bar(state, acts)}
    ${silentSince
      ? html`<p class="silent" role="alert">${tell("silent", { time: clockTime(silentSince) })}</p>`
      : nothing}
    <main class=${silentSince ? "stale" : ""}>
      <h1 class="unseen">${tell("title")}</h1>
      <div class="wall">${layout.zones.map((zone) => zoneView(state, zone, acts))}</div>
    </main>
    ${compact ? nothing : chosenView(state, acts)}
  `;
}

/** @param {State} state @param {Acts} acts */
function bar(state, acts) {
  const { tell, language, layout, silentSince } = state;
  const all = Object.keys(layout.panels);
  const well = all.filter((key) => !quietness(state, key)).length;
  return html`<header>
    <div class="title">
      <b>${tell("title")}</b>
      <span role="status">
        ${tell(silentSince ? "count_unknown" : "count", { count: all.length, well })}
      </span>
    </div>
    <ul class="lines" aria-label=${tell("lines")}>
      ${layout.lines.map((line) => lineView(state, line, acts))}
    </ul>
    <button type="button" class="language" lang=${language === "en" ? "zh-CN" : "en"}
      @click=${acts.switchLanguage}>${tell("language")}</button>
  </header>`;
}

/** @param {State} state @param {import("./types.js").Line} line @param {Acts} acts */
function lineView({ tell, lines, silentSince }, line, acts) {
  const told = lines[line.name];
  const condition = silentSince || !told ? "unknown" : !told.plugged ? "cut" : told.heard ? "well" : "unused";
  return html`<li data-line=${line.name} data-condition=${condition}>
    <span><b>${line.name}</b> <small>${tell(`protocol.${line.protocol}`)}</small>
      <small class="baud">${line.baud} bit/s</small></span>
    <span class="condition">${tell(`line.${condition}`)}</span>
    <button type="button" ?disabled=${condition === "unknown"} @click=${() => acts.cut(line.name, condition !== "cut")}>
      ${tell(condition === "cut" ? "line.mend" : "line.break")}<span class="unseen"> ${line.name}</span>
    </button>
  </li>`;
}

/** @param {State} state @param {import("./types.js").Zone} zone @param {Acts} acts */
function zoneView(state, { letter, name, panels }, acts) {
  const colour = COLOURED.includes(letter) ? letter : "other";
  return html`
    <h2 class="zone-${colour}">
      ${letter ? html`<b>${letter}</b>` : nothing}
      <span>${named(name, state.language) || (letter ? "" : state.tell("unzoned"))}</span>
    </h2>
    ${panels.map((key) => panelView(state, key, colour, acts))}
  `;
}

/** @param {State} state @param {string} key @param {string} colour @param {Acts} acts */
function panelView(state, key, colour, acts) {
  const { tell, layout, panels, chosen, compact } = state;
  const fixed = layout.panels[key];
  const told = panels[key];
  if (!fixed) return nothing;
  const quiet = quietness(state, key);
  const inside = html`
    <span class="window zone-${colour}" aria-hidden="true">${fixed.window}</span>
    <span class="frame ${fixed.tubes ? "tubes" : ""}"><canvas data-panel=${key} aria-hidden="true"></canvas>
      ${quiet ? html`<span class="quiet" aria-hidden="true">${tell(`quiet.${quiet}`)}</span>` : nothing}</span>
    <span class="unseen">${tell("says", { window: fixed.window, text: told?.text || tell("dark") })}
      ${quiet ? tell(`quiet.${quiet}`) : nothing}</span>`;
  const look = `panel ${quiet ? `is-${quiet}` : ""} ${told?.by_itself ? "flashing" : ""} ${told?.runs ? "running" : ""}`;
  return compact
    ? html`<p class=${look}>${inside}</p>`
    : html`<button type="button" class=${look} aria-pressed=${key === chosen ? "true" : "false"}
        @click=${() => acts.choose(key === chosen ? null : key)}>${inside}</button>`;
}

/**
 * Why a panel is not to be believed; null when nothing is wrong.
 * @param {State} state
 * @param {string} key
 * @returns {"off" | "cut" | "deaf" | "mute" | null}
 */
export function quietness({ panels, lines }, key) {
  const faults = panels[key]?.faults ?? [];
  if (faults.includes("off")) return "off";
  if (lines[key.slice(0, key.lastIndexOf("/"))]?.plugged === false) return "cut";
  if (faults.includes("deaf")) return "deaf";
  return faults.length ? "mute" : null;
}
