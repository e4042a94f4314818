/** What the tablet shows: the window, who works there, whom they serve; or the code that gets it into the hall. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { evacuationScreen } from "/assets/evacuation.js";
import { hallTime } from "../hall_time.js";

/** @typedef {import("./page.js").Tablet} Tablet */
/** @typedef {import("../messages").BoardWindow} Window */

/** @param {Tablet} screen */
export function tabletView(screen) {
  const { speech, board, pairing } = screen;
  document.title = speech.tell("tablet.title");
  if (board?.evacuation) return evacuationView(screen, board.evacuation);
  if (pairing !== null) return pairingView(screen, pairing);
  const window = board?.windows[0];
  if (!board || !window) return html`<main class="alone"><h1>${both(screen, screen.up ? "tablet.no_window" : "tablet.starting")}</h1></main>`;
  return html`${screen.up ? nothing : html`<p class="stale" role="status">${both(screen, "tablet.stale", { time: hallTime(board, screen.since) })}</p>`}
    <main class="officer" data-state=${window.state}>
      <header><p class="hall">${speech.name(board.hall)}</p></header>
      <h1><b>${window.window}</b> <span>${both(screen, "tablet.window")}</span></h1>
      <p class="state">${stateWords(screen, window)}</p>
      ${window.number === null ? nothing : html`<p class="number" data-number>${window.number}</p>`}
      <footer>${window.clerk === null ? nothing : html`<p class="clerk">${both(screen, "tablet.officer", { badge: window.clerk })}</p>`}</footer>
    </main>`;
}

/** @param {Tablet} screen @param {Window} window */
function stateWords(screen, window) {
  if (window.state === "paused" && window.pause_reason) {
    const { pause_reason } = window;
    return html`${both(screen, "tablet.paused")}<small>${screen.speech.name(pause_reason)}</small>`;
  }
  return both(screen, `tablet.${window.state}`);
}

/**
 * A sentence in both languages, the page's own first.
 * @param {Tablet} screen @param {string} key @param {Record<string, string | number>} [values]
 */
function both({ speech, other }, key, values) {
  return html`<span class="first">${speech.tell(key, values)}</span> <span class="other" lang=${other.language}>${other.tell(key, values)}</span>`;
}

/** @param {Tablet} screen @param {{code: string | null, lost: boolean}} pairing */
function pairingView(screen, { code, lost }) {
  return html`<main class="alone">
    <h1>${both(screen, lost ? "tablet.lost" : "tablet.new")}</h1>
    ${code ? html`<p class="pairing-code" data-code=${code}>${code.slice(0, 3)} ${code.slice(3)}</p>` : nothing}
    <p class="lead">${both(screen, code ? "tablet.enter" : "tablet.waiting")}</p>
  </main>`;
}

/** @param {Tablet} screen @param {import("../messages").EvacuationView} evacuation */
function evacuationView(screen, { text, since }) {
  const { speech, board, up } = screen;
  return evacuationScreen({
    text,
    word: speech.tell("tablet.evacuation"),
    since: speech.tell("tablet.evacuation_since", { time: hallTime(board, since) }),
    stale: up ? nothing : speech.tell("tablet.stale", { time: hallTime(board, screen.since) }),
  });
}
