/** The page's line to its program: pictures and beats, and since when there are none. */

import { hallNow, heard } from "/assets/clock.js";

/** Four beats missed. */
const SILENCE_MS = 2000;

/** A line that is open but silent this long is dialled anew. */
const REDIAL_MS = 5000;

/** @typedef {import("./types.js").Picture} Picture */

/**
 * Holds one event stream for the life of the page.
 * @param {string} url
 * @param {(picture: Picture) => void} onPicture
 * @param {Record<string, (data: string) => void>} others who hears the other events, by their names
 * @returns {() => Date | null} since when the program is silent, null while it is heard
 */
export function listen(url, onPicture, others) {
  let last = performance.now();
  let lastAt = new Date();

  /** @param {string} now */
  const beat = (now) => {
    heard(now);
    last = performance.now();
    lastAt = hallNow();
  };

  const open = () => {
    const source = new EventSource(url);
    source.addEventListener("picture", (event) => {
      const picture = /** @type {Picture} */ (JSON.parse(event.data));
      beat(picture.now);
      onPicture(picture);
    });
    source.addEventListener("beat", (event) => beat(event.data));
    for (const [name, hear] of Object.entries(others)) {
      source.addEventListener(name, (event) => hear(event.data));
    }
    return source;
  };

  let source = open();
  let dialled = last;
  setInterval(() => {
    const now = performance.now();
    const given_up = source.readyState === EventSource.CLOSED;
    if (!given_up && now - Math.max(last, dialled) < REDIAL_MS) return;
    source.close();
    source = open();
    dialled = now;
  }, 1000);

  // A page just loaded is given as long to hear the first: nothing is shown that could be old.
  return () => (performance.now() - last > SILENCE_MS ? lastAt : null);
}
