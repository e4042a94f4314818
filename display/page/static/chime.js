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

/** Sound a chime at every `hall:ring` of this page. */
export function chimeAtRings() {
  const audio = new AudioContext();
  document.addEventListener("hall:ring", () => {
    // Asked each time: it may be allowed later. A chime that could not sound now is dropped.
    if (audio.state !== "running") audio.resume();
    if (audio.state === "running") TONES.forEach((tone) => sound(audio, tone));
  });
}

/**
 * @param {AudioContext} audio
 * @param {{hertz: number, after: number}} tone
 */
function sound(audio, tone) {
  const from = audio.currentTime + tone.after;
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, from);
  volume.gain.linearRampToValueAtTime(LOUDNESS, from + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, from + LENGTH_S);
  const voice = new OscillatorNode(audio, { type: "sine", frequency: tone.hertz });
  voice.connect(volume).connect(audio.destination);
  voice.start(from);
  voice.stop(from + LENGTH_S);
}
