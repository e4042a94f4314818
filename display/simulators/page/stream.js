/** The page's line to its program. */

const SILENCE_MS = 2000;
const REDIAL_MS = 5000;

/**
 * Listens for the life of the page, and dials anew what stays silent.
 * @param {string} url
 * @param {(news: import("./types.js").News) => void} onNews
 * @param {(silentSince: Date | null) => void} onSilence told when it begins and when it ends
 */
export function follow(url, onNews, onSilence) {
  let last = performance.now();
  let lastAt = new Date();
  let silent = false;

  const open = () => {
    const source = new EventSource(url);
    source.addEventListener("wall", (event) => {
      last = performance.now();
      lastAt = new Date();
      if (silent) onSilence(null);
      silent = false;
      onNews(JSON.parse(event.data));
    });
    return source;
  };

  let source = open();
  let dialled = last;
  setInterval(() => {
    const now = performance.now();
    if (!silent && now - last > SILENCE_MS) {
      silent = true;
      onSilence(lastAt);
    }
    if (source.readyState !== EventSource.CLOSED && now - Math.max(last, dialled) < REDIAL_MS) return;
    source.close();
    source = open();
    dialled = now;
  }, 500);
}
