/** Asking again and again: often while the page is seen, seldom while it is not, slower while it fails. */

const SEEN_MS = 4000;
const HIDDEN_MS = 30000;
const SLOWEST_MS = 20000;
const GIVE_UP_MS = 8000;

/**
 * @param {string} path answers with an ETag
 * @param {(payload: any) => void} onAnswer null when nothing changed
 * @param {() => void} onSilence no answer, or none of ours
 */
export function keepAsking(path, onAnswer, onSilence) {
  let etag = "";
  let failures = 0;
  let next = 0;
  const ask = async () => {
    clearTimeout(next);
    try {
      const headers = etag ? { "If-None-Match": etag } : undefined;
      const answer = await fetch(path, { headers, cache: "no-store", signal: AbortSignal.timeout(GIVE_UP_MS) });
      if (!answer.ok && answer.status !== 304) throw new TypeError(`${answer.status}`);
      const payload = answer.status === 304 ? null : await answer.json();
      etag = answer.headers.get("ETag") ?? etag;
      failures = 0;
      onAnswer(payload);
    } catch (error) {
      if (!isSilence(error)) throw error;
      failures += 1;
      onSilence();
    } finally {
      const seen = Math.min(SLOWEST_MS, SEEN_MS * Math.max(1, failures));
      clearTimeout(next);
      next = window.setTimeout(ask, document.hidden ? HIDDEN_MS : seen);
    }
  };
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  addEventListener("online", ask);
  ask();
}

/** @param {unknown} error @returns {boolean} the network's failures; a slip of the page is not one */
function isSilence(error) {
  return error instanceof TypeError || error instanceof SyntaxError || error instanceof DOMException;
}
