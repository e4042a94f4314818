/** The pictures and films of the page: which is on, and what becomes of it. */

import { broke, EMPTY, ended, isFilm, roll } from "./reel.js";

/** @typedef {import("./types.js").Layout} Layout */
/** @typedef {import("./types.js").Medium} Medium */

/**
 * @typedef {object} Showing
 * @property {(Medium & {since: number}) | null} medium
 * @property {() => void} mediumEnded
 * @property {(sha256: string) => void} mediumBroke
 */

/**
 * @param {() => void} draw asked for when another is to come on at once
 * @returns {{on: (ofHall: Medium[], layout: Layout, still: boolean) => Showing, tryAgain: () => void}}
 */
export function screening(draw) {
  let reel = EMPTY;
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
  return {
    tryAgain: () => {
      reel = { ...reel, broken: [] };
    },
    on: (ofHall, layout, still) => {
      const shown = layout.beside.includes("media");
      const listed = shown ? [...layout.media, ...(layout.hall_media ? ofHall : [])] : [];
      const media = listed.filter((one) => !still || !isFilm(one));
      const before = reel;
      reel = roll(reel, media, performance.now(), layout.picture_s * 1000);
      if (before.since !== reel.since || before.on !== reel.on) letGo();
      const one = media.find(({ sha256 }) => sha256 === reel.on);
      return { medium: one ? { ...one, since: reel.since } : null, ...hands };
    },
  };
}

/** A film that leaves the page gives back its decoder now, not when the browser gets to it. */
function letGo() {
  for (const film of document.querySelectorAll("video")) {
    film.pause();
    film.removeAttribute("src");
    film.load();
  }
}
