/** The keeper's page: a PIN, then how the machine is, part by part, and what can be done on the spot. */
import { render } from "/assets/vendor/lit-html/lit-html.js";
import { Refused, send } from "/assets/api.js";
import { loadSentences, teller } from "/assets/texts.js";
import { door } from "./door.js";
import { inside } from "./inside.js";

/** @typedef {import("./keeper.d.ts").State} State */

const LANGUAGES = ["zh-CN", "en"];
const LOOK_MS = 2000;
const LONGEST_PIN = 12;
/** So long nobody touches the page before it goes back to the visitors'. */
const LEAVE_MS = 90_000;

const root = /** @type {HTMLElement} */ (document.getElementById("keeper"));
const sentences = Object.fromEntries(
  await Promise.all(LANGUAGES.map(async (code) => [code, teller(await loadSentences("/page/keeper/texts", code))])),
);
let language = LANGUAGES.includes(root.dataset.language ?? "") ? String(root.dataset.language) : "zh-CN";

/** @type {State} */
let state = { pin: "", pass: null, now: null, busy: null, said: null, sure: false };
let touched = Date.now();

/** @param {Partial<State>} change */
function become(change) {
  state = { ...state, ...change };
  draw();
}

function draw() {
  const say = sentences[language];
  document.documentElement.lang = language;
  document.title = say("title");
  const page = { state, say, other: sentences[otherLanguage()]("language"), otherLanguage: otherLanguage() };
  render(state.pass ? inside(page, hands) : door(page, hands), root);
}

function otherLanguage() {
  return LANGUAGES.find((code) => code !== language) ?? "en";
}

const hands = {
  /** @param {string} digit */
  digit: (digit) => state.pin.length < LONGEST_PIN && become({ pin: state.pin + digit, said: null }),
  erase: () => become({ pin: state.pin.slice(0, -1), said: null }),
  speak: () => { language = otherLanguage(); draw(); },
  leave: () => void leave(),
  enter: () => void enter(),
  /** @param {"printer" | "test-page"} what */
  act: (what) => void act(what),
  ask: () => become({ sure: true }),
  stay: () => become({ sure: false }),
  restart: () => void restart(),
};

async function enter() {
  if (state.pin === "" || state.busy) return;
  become({ busy: "enter", said: null });
  try {
    const { key } = await send("POST", "/api/keeper/enter", { pin: state.pin });
    become({ pass: key, pin: "", busy: null });
    await look();
  } catch (error) {
    become({ pin: "", busy: null, said: words(error) });
  }
}

/** @param {string} method @param {string} path */
function ask(method, path) {
  return send(method, path, undefined, { "Keeper-Pass": state.pass ?? "" });
}

async function look() {
  if (!state.pass) return;
  try {
    become({ now: await ask("GET", "/api/keeper") });
  } catch (error) {
    if (error instanceof Refused) become({ pass: null, now: null, said: words(error) });
  }
}

/** @param {"printer" | "test-page"} what */
async function act(what) {
  become({ busy: what, said: null });
  try {
    const answer = await ask("POST", `/api/keeper/${what}`);
    if (what === "printer") become({ now: answer, busy: null, said: { key: "looked" } });
    else become({ busy: null, said: { key: `test.${answer.paper}` } });
  } catch (error) {
    become({ busy: null, said: words(error) });
  }
  await look();
}

async function restart() {
  become({ busy: "restart", sure: false });
  try {
    await ask("POST", "/api/keeper/restart");
    become({ said: { key: "restarting" } });
  } catch (error) {
    become({ busy: null, said: words(error) });
  }
}

async function leave() {
  if (state.pass) await ask("POST", "/api/keeper/leave").catch(() => null);
  location.replace("/");
}

/** @param {unknown} error @returns {State["said"]} */
function words(error) {
  if (!(error instanceof Refused)) return { key: "unreachable" };
  const known = ["wrong_pin", "too_many_tries", "no_pass"].includes(error.code);
  return { key: known ? error.code : "unreachable", values: error.facts };
}

addEventListener("keydown", (press) => {
  touched = Date.now();
  if (state.pass) return;
  if (/^[0-9]$/.test(press.key)) hands.digit(press.key);
  else if (press.key === "Backspace") hands.erase();
  else if (press.key === "Enter" && state.pin) {
    press.preventDefault();
    hands.enter();
  }
});
addEventListener("pointerdown", () => { touched = Date.now(); });
addEventListener("contextmenu", (press) => press.preventDefault());
setInterval(() => {
  if (Date.now() - touched > LEAVE_MS) void leave();
  else void look();
}, LOOK_MS);
draw();
