/** The wall's page: follows its program, draws what changed, and carries orders to it. */
import { render } from "/assets/vendor/lit-html/lit-html.js";
import { loadSentences, teller } from "/assets/texts.js";
import { light } from "./light.js";
import { follow } from "./stream.js";
import { wallView } from "./view.js";

/** Tubes are drawn as large as a usual strip of 128 by 16 dots beside them. */
const TUBES_AS_WIDE = 128;
const TUBES_AS_HIGH = 16;

/** How fast a text runs. */
const RUN_DOTS_PER_S = 60;
const LANGUAGES = ["zh-CN", "en"];
const asked = new URLSearchParams(location.search).get("lang") ?? "";
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** @type {import("./types.js").State} */
const state = {
  ...(await words(LANGUAGES.includes(asked) ? asked : "zh-CN")),
  layout: await (await fetch("/layout")).json(),
  panels: {},
  lines: {},
  chosen: null,
  story: null,
  silentSince: null,
  compact: location.pathname === "/compact",
};

/** @type {import("./types.js").Acts} */
const acts = {
  choose: (key) => {
    show({ chosen: key, story: null });
    tellStory();
  },
  fail: (fault, begins) => order(begins, `/panels/${state.chosen}/faults/${fault}`),
  cut: (line, cut) => order(cut, `/lines/${line}/cut`),
  switchLanguage: async () => show(await words(state.language === "en" ? "zh-CN" : "en")),
};

/** @param {Partial<import("./types.js").State>} change */
function show(change) {
  Object.assign(state, change);
  render(wallView(state, acts), document.body);
  document.querySelectorAll("canvas").forEach(draw);
}

/**
 * What each canvas shows, so that only what changed is drawn again.
 * @type {WeakMap<HTMLCanvasElement, {told: import("./types.js").Told, pitch: number}>}
 */
const drawn = new WeakMap();

/** @param {HTMLCanvasElement} canvas */
function draw(canvas) {
  const key = canvas.dataset.panel ?? "";
  const fixed = state.layout.panels[key];
  const told = state.panels[key];
  if (!fixed || !told) return;
  const room = canvas.parentElement?.clientWidth ?? 0;
  const dots = fixed.tubes ? TUBES_AS_WIDE : fixed.columns;
  const pitch = Math.max(1, Math.floor((room * devicePixelRatio) / dots));
  const before = drawn.get(canvas);
  if (before?.told === told && before.pitch === pitch) return;
  // Whoever wants things still sees a flashing panel in its lit half.
  if (still.matches && told.flashing && isDark(told) && before) return;
  drawn.set(canvas, { told, pitch });
  light(canvas, fixed, told, pitch);
  canvas.style.animationDuration = told.runs ? `${((told.columns ?? 0) + fixed.columns) / RUN_DOTS_PER_S}s` : "";
  if (fixed.tubes) canvas.style.height = `${(TUBES_AS_HIGH * pitch) / devicePixelRatio}px`;
  else canvas.style.width = `${canvas.width / devicePixelRatio}px`;
}

/** @param {import("./types.js").Told} told */
function isDark(told) {
  return !told.red && !told.green && !(told.digits ?? []).some(Boolean);
}

/** @param {string} language */
async function words(language) {
  const tell = teller(await loadSentences("/page", language));
  document.documentElement.lang = language;
  document.title = tell("title");
  return { language, tell };
}

/** @param {boolean} begins @param {string} path */
async function order(begins, path) {
  // A program that is gone shows by its silence, so a failed order needs no word here.
  await fetch(path, { method: begins ? "PUT" : "DELETE" }).catch(() => null);
}

async function tellStory() {
  const key = state.chosen;
  if (key === null) return;
  const answer = await fetch(`/panels/${key}`).catch(() => null);
  if (answer?.ok && state.chosen === key) show({ story: await answer.json() });
}

follow(
  "/stream",
  ({ panels, lines }) => {
    show({ panels: { ...state.panels, ...panels }, lines });
    if (state.chosen !== null && state.chosen in panels) tellStory();
  },
  async (silentSince) => {
    show({ silentSince });
    // Another program may hang other panels at this address.
    if (silentSince === null) show({ layout: await (await fetch("/layout")).json() });
  },
);
addEventListener("resize", () => show({}));
addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && state.chosen !== null) acts.choose(null);
});
document.documentElement.classList.toggle("compact", state.compact);
show({});
