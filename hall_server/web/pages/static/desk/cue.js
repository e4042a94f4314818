/** One quiet sound when a held number is due to be looked at, once for each reminder. */
import { hallNow } from "/assets/clock.js";

const KEPT_AS = "hall.reminded";
const LOUDNESS = 0.05;
const PITCH_HZ = 660;
const LASTS_S = 0.25;

/** @param {import("../messages").StopView} stop whether its clerk asked to be reminded by now */
export function isDue({ remind_at }) {
  return remind_at !== null && Date.parse(remind_at) <= hallNow().getTime();
}

/** Sounds for reminders that have come since the last look, kept over a reload. @param {import("../messages").StopView[]} held */
export function cueReminders(held) {
  const due = held.filter(isDue).map(({ stop_id, remind_at }) => `${stop_id}@${remind_at}`);
  const known = (sessionStorage.getItem(KEPT_AS) ?? "").split(" ");
  if (due.every((reminder) => known.includes(reminder))) return;
  sessionStorage.setItem(KEPT_AS, due.join(" "));
  sound();
}

function sound() {
  const audio = new AudioContext();
  const tone = new OscillatorNode(audio, { frequency: PITCH_HZ });
  const volume = new GainNode(audio, { gain: LOUDNESS });
  tone.connect(volume).connect(audio.destination);
  volume.gain.linearRampToValueAtTime(0, audio.currentTime + LASTS_S);
  tone.onended = () => audio.close();
  tone.start();
  tone.stop(audio.currentTime + LASTS_S);
}
