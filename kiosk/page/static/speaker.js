/**
 * Reads sentences aloud, one after another, in the machine's own voice or else the browser's.
 * What is said next silences what is being said.
 */

/** @typedef {{language: string, text: string}} Utterance */

/** The longest that the machine renders at once. */
const MOST = 200;

export function speaker() {
  const player = new Audio();
  let turn = 0;

  /** @param {Utterance[]} utterances */
  async function say(utterances) {
    const mine = hush();
    for (const utterance of utterances.flatMap(pieces)) {
      if (!(await played(player, utterance)) && turn === mine) await saidByBrowser(utterance);
      if (turn !== mine) return;
    }
  }

  /** Silence. @returns {number} the turn that begins */
  function hush() {
    player.pause();
    globalThis.speechSynthesis?.cancel();
    return ++turn;
  }

  return { say, hush };
}

/** @param {Utterance} utterance @returns {Utterance[]} none longer than the machine renders */
function pieces({ language, text }) {
  const parts = text.match(new RegExp(`.{1,${MOST}}(?=[\\s，。、,.;；]|$)|.{1,${MOST}}`, "gsu")) ?? [];
  return parts.map((part) => ({ language, text: part.trim() })).filter((one) => one.text);
}

/**
 * @param {HTMLAudioElement} player
 * @param {Utterance} utterance
 * @returns {Promise<boolean>} after its end; false when this machine cannot say it
 */
async function played(player, { language, text }) {
  player.src = `/api/speech?${new URLSearchParams({ language, text })}`;
  const ended = new Promise((resolve) => {
    player.onended = () => resolve(true);
    player.onerror = () => resolve(false);
  });
  try {
    await player.play();
  } catch {
    // Not rendered here, silenced meanwhile, or the browser wants a touch first.
    return false;
  }
  return ended;
}

/** @param {Utterance} utterance @returns {Promise<void>} after its end, at once without such a voice */
function saidByBrowser({ language, text }) {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  const short = language.split("-")[0];
  if (!voices.some((voice) => voice.lang.split(/[-_]/)[0] === short)) return Promise.resolve();
  return new Promise((resolve) => {
    const words = new SpeechSynthesisUtterance(text);
    words.lang = language;
    words.onend = words.onerror = () => resolve();
    speechSynthesis.speak(words);
  });
}
