/** The wizard's zones: for each its name, its windows and what is done there. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { live } from "/assets/vendor/lit-html/directives/live.js";
import { emptyZone } from "./draft.js";
import { field } from "./steps.js";

/** @typedef {import("./page.js").Wizard} Wizard */
/** @typedef {import("./page.js").Hands} Hands */
/** @typedef {import("./draft.js").ZoneDraft} ZoneDraft */

const MOST_ZONES = 24;
const EXAMPLES = [
  { name: "企业登记", windows: "1-4", items: "企业设立登记\n企业变更登记\n食品经营许可\n税务登记", minutes: "15" },
  { name: "社会事务", windows: "5-10", items: "社保参保登记\n医保参保登记\n身份证办理\n婚姻登记\n不动产登记", minutes: "12" },
  { name: "便民服务", windows: "11-12", items: "水费缴纳\n燃气开户\n公交卡办理", minutes: "6" },
];

/** @param {Wizard} wizard @param {Hands} hands */
export function zonesStep({ speech, draft }, hands) {
  const { tell } = speech;
  const put = (/** @type {ZoneDraft[]} */ zones) => hands.change({ draft: { ...draft, zones } });
  return html`
    ${draft.zones.map((zone, place) => zoneView(speech, zone, place, draft.zones.length > 1, put, draft.zones))}
    <div class="zone-acts">
      <button class="plain small" type="button" data-act="add-zone" ?disabled=${draft.zones.length >= MOST_ZONES}
        @click=${() => put([...draft.zones, emptyZone(draft.zones.length)])}>${tell("first.add_zone")}</button>
      <button class="plain small" type="button" data-act="example" @click=${() => put(EXAMPLES.map((each) => ({ ...each })))}>
        ${tell("first.example")}</button>
    </div>`;
}

/**
 * @param {import("../language.js").Speech} speech
 * @param {ZoneDraft} zone
 * @param {number} place
 * @param {boolean} removable
 * @param {(zones: ZoneDraft[]) => void} put
 * @param {ZoneDraft[]} zones
 */
function zoneView({ tell }, zone, place, removable, put, zones) {
  const letter = "ABCDEFGHJKLMNPQRSTUVWXYZ"[place];
  const change = (/** @type {Partial<ZoneDraft>} */ part) =>
    put(zones.map((each, at) => (at === place ? { ...each, ...part } : each)));
  const items = (/** @type {Event} */ event) => change({ items: /** @type {HTMLTextAreaElement} */ (event.target).value });
  return html`<fieldset class="zone-draft" data-zone-draft=${letter}>
    <legend><span class="zone-letter" data-zone=${letter}>${letter}</span> ${tell("first.zone", { letter })}</legend>
    <div class="three">
      ${field(tell("first.zone_name"), zone.name, (name) => change({ name }), { name: `zone-${letter}`, focus: place === 0 })}
      ${field(tell("first.windows"), zone.windows, (windows) => change({ windows }), { name: `windows-${letter}`, hint: tell("first.windows_hint") })}
      ${field(tell("first.minutes"), zone.minutes, (minutes) => change({ minutes }), { name: `minutes-${letter}`, most: 3 })}
    </div>
    <div class="field"><label for=${`items-${letter}`}><span>${tell("first.items")}</span></label>
      <textarea id=${`items-${letter}`} name=${`items-${letter}`} rows="4" maxlength="4000"
        aria-describedby=${`items-${letter}-hint`} .value=${live(zone.items)} @input=${items}></textarea>
      <small class="second" id=${`items-${letter}-hint`}>${tell("first.items_hint")}</small></div>
    ${removable
      ? html`<button class="quiet" type="button" @click=${() => put(zones.filter((_, at) => at !== place))}>
          ${tell("first.remove_zone", { letter })}</button>`
      : nothing}
  </fieldset>`;
}
