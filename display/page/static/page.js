/** What all pages share: the words, the stream, the light, and the drawing of one scene. */

import { html, render } from "/assets/vendor/lit-html/lit-html.js";
import { aloud } from "./aloud.js";
import { evacuationBegins } from "./evacuation.js";
import { DARK, step, take } from "./light.js";
import { broke, EMPTY, ended, isFilm, roll } from "./reel.js";
import { pairingView } from "./pairing.js";
import { listen } from "./stream.js";
import { loadWords } from "./words.js";

/** How long one page of what does not fit is shown. */
const TURN_MS = 8000;

/** The longest between two drawings: within this the clock moves and silence is noticed. */
const DRAW_MS = 500;

/** @typedef {import("./types.js").Call} Call */
/** @typedef {import("./types.js").Scene} Scene */

/**
 * Draw `view` for as long as the page is open.
 * @param {(scene: Scene) => unknown} view
 * @param {(call: Call, place: string) => boolean} concerns which calls ring on this page
 */
export async function show(view, concerns) {
  const { place = "", languages = "", timezone = "" } = document.documentElement.dataset;
  const words = await loadWords(languages.split(" "));
  const tall = matchMedia("(orientation: portrait)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  /** @type {import("./types.js").Picture | null} */
  let picture = null;
  let light = DARK;
  let reel = EMPTY;
  let timer = 0;

  const draw = () => {
    clearTimeout(timer);
    timer = window.setTimeout(draw, DRAW_MS);
    const silentSince = silence();
    const state = picture?.state ?? null;
    const lostSince = silentSince ?? (picture?.lost_since ? new Date(picture.lost_since) : null);
    // While people are told to leave, nobody is called: what waits for the light is let go.
    const calls = state && !lostSince && !state.evacuation ? state.calls.filter(({ live }) => live) : [];
    const before = light;
    const live = new Set(calls.map((call) => call.call_id));
    light = lostSince ? { ...light, lit: null } : step(light, live, performance.now());
    const turn = Math.floor(performance.now() / TURN_MS);
    const portrait = tall.matches;
    const media = (picture?.media ?? []).filter((one) => !still.matches || !isFilm(one));
    reel = roll(reel, media, performance.now());
    const on = media.find(({ sha256 }) => sha256 === reel.on);
    const medium = on ? { ...on, since: reel.since } : null;
    const scene = { state, lostSince, lit: light.lit, turn, medium, place, portrait, timezone, words, ...hands };
    const pairing = silentSince ? null : picture?.pairing;
    document.body.classList.toggle("unpaired", Boolean(pairing));
    render(pairing ? pairingView(pairing, words) : html`${view(scene)} ${aloud(scene)}`, document.body);
    if (light.lit !== before.lit) ring(calls.find((call) => call.call_id === light.lit));
  };

  const hands = {
    mediumEnded: () => {
      reel = ended(reel);
      draw();
    },
    mediumBroke: (/** @type {string} */ sha256) => {
      reel = broke(reel, sha256);
      draw();
    },
  };

  const silence = listen("/stream", (newer) => {
    if (evacuationBegins(picture, newer)) document.dispatchEvent(new CustomEvent("hall:evacuation"));
    picture = newer;
    if (!newer.lost_since) light = take(light, newer, (call) => concerns(call, place));
    draw();
  });
  tall.addEventListener("change", draw);
  draw();
}

/** @param {Call | undefined} call */
function ring(call) {
  if (call) document.dispatchEvent(new CustomEvent("hall:ring", { detail: call }));
}

