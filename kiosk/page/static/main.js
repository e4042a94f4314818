/** Starts the page: one state, one render; asks the kiosk for news and takes numbers. */
import { send as ask } from "/assets/api.js";
import { caller } from "./calls.js";
import { draw as drawState, hallLanguage, tellers } from "./draw.js";
import { follow } from "./focus.js";
import { keypadPress } from "./keypad.js";
import { keepersDoor, reloadOnOrder } from "./orders.js";
import { presence } from "./presence.js";
import { readerOut } from "./reading_out.js";
import { reduce, untouched } from "./reducer.js";
import { scanListener } from "./scanner.js";
import { watchScroll } from "./scrolling.js";
import { typedLetter } from "./typing.js";

/** @typedef {import("./messages.d.ts").Event} Event */
/** @typedef {import("./messages.d.ts").State} State */

const POLL_MS = 700;
const TICK_MS = 500;

const root = /** @type {HTMLElement} */ (document.getElementById("kiosk"));
const { language = "", languages = "", idleSeconds = "", keeper = "" } = root.dataset;
const words = await tellers(languages.split(" "));

let state = { ...untouched(language, Number(idleSeconds) * 1000), clock: Date.now(), touched: Date.now() };

const calls = caller(() => state, send);
const present = presence((person) => void calls.sayHere(person));

/** @param {Event} event */
function send(event) {
  const before = state;
  state = reduce(state, event);
  if (event.type === "take") void calls.take(hallLanguage(words, state.language));
  if (state.asked && state.asked !== before.asked) void calls.find(state.asked);
  if (event.type === "print") void calls.printList(event.item, hallLanguage(words, state.language));
  present(state);
  if (event.type === "forget" || state.visitor !== before.visitor) void calls.sayFarewell();
  if (state !== before) draw(before);
}

/** @param {State} before */
function draw(before) {
  drawState(root, words, state, send);
  follow(root, before, state);
  measure();
  readOut.follow(before, state);
}

const readOut = readerOut(root, () => words[state.language]);

const measure = watchScroll(root, (more) => {
  if (more.above !== state.more.above || more.below !== state.more.below) send({ type: "moved", more });
});

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
const scan = scanListener((text) => send({ type: "scanned", text }));
addEventListener("keydown", (press) => {
  const part = scan(press);
  if (part === "code") return press.preventDefault();
  if (part === "more" && !(press.target instanceof HTMLInputElement)) return;
  const letter = typedLetter(press, state);
  if (letter) send({ type: "typed", query: letter });
  else if (press.key === "Escape") send({ type: "back" });
  else if (!keypadPress(press, root, state, send)) send({ type: "touched" });
});
root.addEventListener("focusin", (arrival) => readOut.option(arrival, state));
addEventListener("contextmenu", (press) => press.preventDefault());
draw(state);
void listen();
