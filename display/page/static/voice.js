/**
 * A page that is a loudspeaker: it plays what its program tells it to, piece after piece without a gap.
 * A browser that forbids sound before a touch stays silent: the page then says so, here and to its program.
 */

import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";

/** So long a new page waits before it believes that it is kept silent. */
const SETTLED_MS = 700;

/** A sound that takes longer to come is not played: by then its call may be over. */
const LATE_MS = 1500;

/** So long after a word that did not reach its program the page says it again. */
const AGAIN_MS = 1000;

/** From the decision to play to the first sample. */
const AHEAD_S = 0.01;

/** @typedef {{id: string, url: string, volume: number}} Say */

/**
 * @typedef {object} Voice
 * @property {Record<string, (data: string) => void>} hears the events of the stream that it follows
 * @property {(words: import("./words.js").Words) => unknown} line why it is silent, or nothing
 * @property {() => boolean} speaks whether something is to be heard at the moment
 */

/** @type {Voice} */
const SILENT = { hears: {}, line: () => nothing, speaks: () => false };

/**
 * The voice of this page, or none where the page is no loudspeaker.
 * @param {() => void} changed called when `line` is another
 * @returns {Voice}
 */
export function voiceOfPage(changed) {
  const { sound, loudspeaker = "" } = document.documentElement.dataset;
  return sound === "voice" ? voice(loudspeaker, changed) : SILENT;
}

/**
 * @param {string} loudspeaker
 * @param {() => void} changed
 * @returns {Voice}
 */
function voice(loudspeaker, changed) {
  const audio = new AudioContext({ latencyHint: "interactive" });
  /** @type {Set<AudioBufferSourceNode>} */
  const playing = new Set();
  let listener = "";
  let heardOf = 0;
  let silenced = false;
  let coming = 0;
  let telling = Promise.resolve();
  let turn = Promise.resolve();
  let free = 0;
  let hushes = 0;

  const settled = () => listener !== "" && performance.now() - heardOf > 2 * SETTLED_MS;
  const report = () => {
    silenced = audio.state !== "running";
    telling = telling.then(tell);
    changed();
  };

  /** One after the other, each with what is so by then: the last one that arrives is the truth. */
  const tell = async () => {
    if (!listener) return;
    const said = audio.state === "running" ? "sounds" : "silenced";
    try {
      await fetch(`/loudspeaker/${loudspeaker}/pages/${listener}`, { method: "POST", body: said });
    } catch {
      // Not reached: said again, unless the stream is gone as well and a new one asks anew.
      setTimeout(report, AGAIN_MS);
    }
  };

  /** @param {string} data */
  const say = (data) => {
    /** @type {Say} */
    const { url, volume } = JSON.parse(data);
    const told = performance.now();
    const arriving = bring(audio, url).then((buffer) => (performance.now() - told < LATE_MS ? buffer : null));
    const before = hushes;
    coming += 1;
    turn = turn.then(async () => {
      const buffer = await arriving;
      coming -= 1;
      // What could not sound in its time is another's noise later.
      if (!buffer || before !== hushes || audio.state !== "running") return;
      const node = new AudioBufferSourceNode(audio, { buffer });
      node.connect(new GainNode(audio, { gain: volume / 100 })).connect(audio.destination);
      playing.add(node);
      node.addEventListener("ended", () => playing.delete(node));
      const at = Math.max(audio.currentTime + AHEAD_S, free);
      node.start(at);
      free = at + buffer.duration;
      document.dispatchEvent(new CustomEvent("hall:say", { detail: { url, at, seconds: buffer.duration } }));
    });
  };

  const hush = () => {
    hushes += 1;
    free = 0;
    playing.forEach((node) => node.stop());
  };

  audio.addEventListener("statechange", report);
  for (const touch of ["pointerdown", "keydown"]) {
    document.addEventListener(touch, () => audio.resume());
  }
  return {
    // A program that has just been found again does not know yet whether this page can be heard.
    hears: {
      say,
      hush,
      listener: (id) => {
        listener = id;
        heardOf = performance.now();
        setTimeout(report, SETTLED_MS);
      },
    },
    line: (words) => {
      // Looked at with each drawing as well: not every browser tells each change of its own accord.
      if (settled() && silenced !== (audio.state !== "running")) setTimeout(report);
      return silenced ? html`<p class="silenced" role="status">${words.both("silenced")}</p>` : nothing;
    },
    speaks: () => playing.size > 0 || coming > 0,
  };
}

/**
 * @param {AudioContext} audio
 * @param {string} url
 * @returns {Promise<AudioBuffer | null>} null when there is no such sound any more
 */
async function bring(audio, url) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(LATE_MS) });
    return answer.ok ? await audio.decodeAudioData(await answer.arrayBuffer()) : null;
  } catch {
    return null;
  }
}
