/** Starts the page: one state, one render; asks the kiosk for news and takes numbers. */
import { Refused, send as ask } from "/assets/api.js";
import { draw as drawState, hallLanguage, tellers } from "./draw.js";
import { follow } from "./focus.js";
import { keepersDoor, reloadOnOrder } from "./orders.js";
import { reduce, screenOf, untouched } from "./reducer.js";
import { watchScroll } from "./scrolling.js";
import { typedLetter } from "./typing.js";

/** @typedef {import("./messages.d.ts").Event} Event */
/** @typedef {import("./messages.d.ts").State} State */

const POLL_MS = 700;
const PAPER_POLL_MS = 400;
const TICK_MS = 500;
const PAPER_OVER = ["PRINTED", "REFUSED", "UNCERTAIN", "CANCELLED"];

const root = /** @type {HTMLElement} */ (document.getElementById("kiosk"));
const { language = "", languages = "", idleSeconds = "", keeper = "" } = root.dataset;
const words = await tellers(languages.split(" "));

let state = { ...untouched(language, Number(idleSeconds) * 1000), clock: Date.now(), touched: Date.now() };

/** @param {Event} event */
function send(event) {
  const before = state;
  state = reduce(state, event);
  if (event.type === "take") void take();
  if (state !== before) draw(before);
}

/** @param {State} before */
function draw(before) {
  drawState(root, words, state, send);
  follow(root, before, state);
  measure();
}

const measure = watchScroll(root, (more) => {
  if (more.above !== state.more.above || more.below !== state.more.below) send({ type: "moved", more });
});

async function take() {
  const screen = screenOf(state);
  const errand = screen.name === "theme" ? { theme: screen.theme } : { items: [screen.name === "item" && screen.item] };
  try {
    const print_size = state.large ? "large" : "normal";
    const body = { ...errand, reason: state.reason, language: hallLanguage(words, state.language), print_size };
    const visit = await ask("POST", "/api/tickets", body);
    send({ type: "given", visit });
    void watchPaper(visit.visit);
  } catch (error) {
    const refused = error instanceof Refused ? error : { code: "unreachable", message: String(error) };
    send({ type: "failed", failure: { code: refused.code, detail: refused.message } });
  }
}

/** @param {string} key */
async function watchPaper(key) {
  while (state.visit?.visit === key && !PAPER_OVER.includes(state.visit.paper)) {
    await pause(PAPER_POLL_MS);
    try {
      send({ type: "paper", visit: await ask("GET", `/api/visits/${key}`) });
    } catch (error) {
      // The number is given and stays on the screen; the next round asks again.
      if (error instanceof Refused) return;
    }
  }
}

async function listen() {
  for (;;) {
    try {
      const now = await ask("GET", "/api/now");
      if (now.catalogue && now.catalogue !== state.catalogue?.version) {
        send({ type: "catalogue", catalogue: await ask("GET", "/api/catalogue") });
      }
      send({ type: "heard", now });
      obey(state);
    } catch {
      send({ type: "lost", at: new Date().toISOString() });
    }
    await pause(POLL_MS);
  }
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const obey = reloadOnOrder(() => location.reload());
if (keeper === "yes") addEventListener("pointerdown", keepersDoor(() => location.assign("/keeper")));
setInterval(() => send({ type: "tick", clock: Date.now() }), TICK_MS);
addEventListener("pointerdown", () => send({ type: "touched" }));
addEventListener("keydown", (press) => {
  const letter = typedLetter(press, state);
  if (letter) send({ type: "typed", query: letter });
  else if (press.key === "Escape") send({ type: "back" });
  else send({ type: "touched" });
});
addEventListener("contextmenu", (press) => press.preventDefault());
draw(state);
void listen();
