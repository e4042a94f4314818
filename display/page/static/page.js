/** What all pages share: the words, the stream, the light, and the drawing of one scene. */

import { html, render } from "/assets/vendor/lit-html/lit-html.js";
import { aloud } from "./aloud.js";
import { evacuationBegins } from "./evacuation.js";
import { layoutOfPage } from "./layout.js";
import { DARK, step, take } from "./light.js";
import { pairingView } from "./pairing.js";
import { preview } from "./preview.js";
import { releaseOfPage } from "./release.js";
import { isSame, measured } from "./room.js";
import { screening } from "./screening.js";
import { listen } from "./stream.js";
import { voiceOfPage } from "./voice.js";

/** The longest between two drawings: within this the clock moves and silence is noticed. */
const DRAW_MS = 500;

/** @typedef {import("./types.js").Call} Call */
/** @typedef {import("./types.js").Layout} Layout */
/** @typedef {import("./types.js").Scene} Scene */

/**
 * Draw `view` for as long as the page is open.
 * @param {(scene: Scene) => unknown} view
 * @param {(call: Call, place: string, layout: Layout) => boolean} concerns which calls ring on this page
 */
export async function show(view, concerns) {
  const { place = "", timezone = "", stream = "/stream" } = document.documentElement.dataset;
  const tall = matchMedia("(orientation: portrait)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const dress = await layoutOfPage(() => draw());
  const release = releaseOfPage();
  /** @type {import("./types.js").Picture | null} */
  let picture = null;
  let light = DARK;
  /** @type {import("./room.js").Room} */
  let room = {};
  let timer = 0;
  const screen = screening(() => draw());
  const voice = voiceOfPage(() => draw());

  /** @returns {Scene} */
  const sceneNow = () => {
    const silentSince = silence();
    const { layout, words } = dress.now();
    return {
      state: picture?.state ?? null,
      lobby: picture?.lobby ?? null,
      lostSince: silentSince ?? (picture?.lost_since ? new Date(picture.lost_since) : null),
      lit: light.lit,
      turn: Math.floor(performance.now() / (layout.page_s * 1000)),
      ...screen.on(picture?.media ?? [], layout, still.matches),
      place,
      layout,
      room,
      portrait: tall.matches,
      still: still.matches,
      // The hall's own once it has told it; before that, this machine's settings'.
      timezone: picture?.state?.timezone || timezone,
      words,
    };
  };

  const draw = () => {
    clearTimeout(timer);
    timer = window.setTimeout(draw, DRAW_MS);
    let scene = sceneNow();
    const { state, lostSince } = scene;
    // While people are told to leave, nobody is called: what waits for the light is let go.
    const calls = state && !lostSince && !state.evacuation ? state.calls.filter(({ live }) => live) : [];
    const before = light;
    const live = new Set(calls.map((call) => call.call_id));
    light = lostSince ? { ...light, lit: null } : step(light, live, performance.now());
    scene = { ...scene, lit: light.lit };
    paint(scene);
    const now = measured();
    if (!isSame(now, room)) {
      room = now;
      paint({ ...scene, room });
    }
    document.dispatchEvent(new CustomEvent("hall:drawn"));
    if (light.lit !== before.lit) ring(calls.find((call) => call.call_id === light.lit));
    release.follow(light.lit !== null || light.queue.length > 0 || voice.speaks() || Boolean(state?.evacuation));
  };

  /** @param {Scene} scene */
  const paint = (scene) => {
    const pairing = picture && !silence() ? picture.pairing : null;
    document.body.classList.toggle("unpaired", Boolean(pairing));
    const { words } = scene;
    const board = pairing ? pairingView(pairing, words) : html`${view(scene)} ${aloud(scene)}`;
    render(html`${board} ${preview(scene)} ${voice.line(words)}`, document.body);
  };

  const silence = listen(
    stream,
    (newer) => {
      if (evacuationBegins(picture, newer)) document.dispatchEvent(new CustomEvent("hall:evacuation"));
      picture = newer;
      if (!newer.lost_since) light = take(light, newer, (call) => concerns(call, place, dress.now().layout));
      draw();
    },
    {
      ...voice.hears,
      layout: dress.hear,
      release: (theirs) => {
        release.hear(theirs);
        screen.tryAgain();
      },
    },
  );
  tall.addEventListener("change", draw);
  draw();
}

/** @param {Call | undefined} call */
function ring(call) {
  if (call) document.dispatchEvent(new CustomEvent("hall:ring", { detail: call }));
}
