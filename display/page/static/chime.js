/**
 * Two soft tones at each ring, made here. A browser that forbids sound before a touch stays silent;
 * the screen's browser is started with --autoplay-policy=no-user-gesture-required.
 */

const TONES = [
  { hertz: 659.26, after: 0 },
  { hertz: 523.25, after: 0.32 },
];
const LENGTH_S = 0.9;
const LOUDNESS = 0.35;

/** A chime later than this after its news would be taken for another's. */
const PROMPT_MS = 500;

/** When everybody is told to leave, it sounds this often, this far apart. */
const TO_LEAVE = { times: 3, apart_s: 1.6 };

/** A display with loudspeakers says its calls there; its other pages are silent. */
const MINE = document.documentElement.dataset.sound === "chime";

/** Sound a chime at every `hall:ring` of this page. */
export function chimeAtRings() {
  chimeAt("hall:ring", 1);
}

/** Sound the chime three times when the page begins to tell people to leave. */
export function chimeToLeave() {
  chimeAt("hall:evacuation", TO_LEAVE.times);
}

/**
 * @param {string} news
 * @param {number} times
 */
function chimeAt(news, times) {
  if (!MINE) return;
  const audio = new AudioContext();
  document.addEventListener(news, async () => {
    const asked = performance.now();
    // Asked each time: it may be allowed later. A chime that could not sound now is dropped.
    await audio.resume();
    if (performance.now() - asked > PROMPT_MS) return;
    for (let time = 0; time < times; time += 1) {
      TONES.forEach((tone) => sound(audio, tone, time * TO_LEAVE.apart_s));
    }
  });
}

/**
 * @param {AudioContext} audio
 * @param {{hertz: number, after: number}} tone
 * @param {number} later seconds
 */
function sound(audio, tone, later) {
  const from = audio.currentTime + tone.after + later;
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, from);
  volume.gain.linearRampToValueAtTime(LOUDNESS, from + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, from + LENGTH_S);
  const voice = new OscillatorNode(audio, { type: "sine", frequency: tone.hertz });
  voice.connect(volume).connect(audio.destination);
  voice.start(from);
  voice.stop(from + LENGTH_S);
}
