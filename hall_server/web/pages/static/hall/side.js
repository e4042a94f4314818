/** The side of the hall's page: the card of what is picked, then one of four lists behind tabs. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { alertsView, untaken } from "./alerts.js";
import { windowCard } from "./card.js";
import { journalView } from "./journal.js";
import { messagesView } from "./messages.js";
import { paperTroubles, printersView } from "./printers.js";
import { queueCard } from "./queue_card.js";

/** @typedef {"alerts" | "messages" | "printers" | "journal"} Tab */
/** @typedef {import("./state.js").Hall} Hall */
/** @typedef {import("./state.js").Hands} Hands */

/** @type {Tab[]} */
export const TABS = ["alerts", "messages", "printers", "journal"];

/** @param {Hall} screen @param {Hands} hands @param {import("../messages").HallState} hall */
export function sideView(screen, hands, hall) {
  const { tell } = screen.speech;
  const counts = { alerts: untaken(hall).length, messages: 0, printers: paperTroubles(hall), journal: 0 };
  return html`<div class="side">
    ${windowCard(screen, hands, hall)} ${queueCard(screen, hands, hall)}
    <div class="tabs" role="tablist" aria-label=${tell("floor.lists")} @keydown=${(/** @type {KeyboardEvent} */ event) => onTabKey(event, screen, hands)}>
      ${TABS.map((tab) => html`<button class="quiet tab" type="button" role="tab" id="tab-${tab}" data-tab=${tab}
        aria-selected=${tab === screen.tab ? "true" : "false"} aria-controls="list" tabindex=${tab === screen.tab ? 0 : -1}
        @click=${() => hands.change({ tab })}>${tell(`floor.tab.${tab}`)}${counts[tab] === 0 ? nothing
          : html` <b class="count">${counts[tab]}</b>`}</button>`)}
    </div>
    <div class="list" id="list" role="tabpanel" aria-labelledby="tab-${screen.tab}" tabindex="0">${panel(screen, hands, hall)}</div>
  </div>`;
}

/** @param {Hall} screen @param {Hands} hands @param {import("../messages").HallState} hall */
function panel(screen, hands, hall) {
  if (screen.tab === "alerts") return alertsView(screen, hands, hall);
  if (screen.tab === "messages") return messagesView(screen, hands, hall);
  if (screen.tab === "printers") return printersView(screen, hands, hall);
  return journalView(screen, hands);
}

/** @param {KeyboardEvent} event @param {Hall} screen @param {Hands} hands */
function onTabKey(event, { tab }, hands) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length];
  hands.change({ tab: next });
  document.getElementById(`tab-${next}`)?.focus();
}
