/** Whether the page is to be loaded again, because the program behind it is of another release. Pure. */

/** A release for which the page was loaded anew and that it still is not: not tried again before this. */
export const AGAIN_MS = 600000;

/**
 * @typedef {object} Moment
 * @property {string} own the page's release
 * @property {string} theirs the program's
 * @property {() => {release: string, at: number} | null} last for which and when the page was loaded anew
 * @property {boolean} busy a call is in the light, or people are told to leave
 * @property {number} now milliseconds
 */

/** @param {Moment} moment */
export function isToReload({ own, theirs, last, busy, now }) {
  if (!theirs || theirs === own || busy) return false;
  const tried = last();
  return tried?.release !== theirs || now - tried.at >= AGAIN_MS;
}

const KEPT = "hall:reloaded";

/** @returns {{release: string, at: number} | null} what `remember` kept in this tab */
export function lastReload() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  } catch {
    // Storage is forbidden or holds something else: as on the first time.
    return null;
  }
}

let asking = false;

/**
 * Load the page anew, if its program answers.
 * @param {string} release
 * @param {number} at
 */
export async function reload(release, at) {
  if (asking) return;
  asking = true;
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  asking = false;
  if (!answer?.ok) return;
  sessionStorage.setItem(KEPT, JSON.stringify({ release, at }));
  location.reload();
}
