/** A page whose program is of another release by now is loaded again, when nobody misses anything by it. */

/** A release for which the page was loaded anew and that it still is not: not tried again before this. */
const AGAIN_MS = 600000;

/**
 * @typedef {object} Moment
 * @property {string} own the page's release
 * @property {string} theirs the program's
 * @property {() => {release: string, at: number} | null} last for which and when the page was loaded anew
 * @property {boolean} busy a call is in the light or spoken, or people are told to leave
 * @property {number} now milliseconds
 */

/** @param {Moment} moment */
function isToReload({ own, theirs, last, busy, now }) {
  if (!theirs || theirs === own || busy) return false;
  const tried = last();
  return tried?.release !== theirs || now - tried.at >= AGAIN_MS;
}

const KEPT = "hall:reloaded";

/**
 * The page's own release, and who hears of the program's.
 * @returns {{hear: (release: string) => void, follow: (busy: boolean) => void}} `follow` loads the page
 *   anew when it is time
 */
export function releaseOfPage() {
  const { release: own = "" } = document.documentElement.dataset;
  let theirs = own;
  let asking = false;
  let occupied = false;
  return {
    hear: (release) => {
      theirs = release;
    },
    follow: async (busy) => {
      occupied = busy;
      const now = Date.now();
      if (asking || !isToReload({ own, theirs, last: lastReload, busy, now })) return;
      asking = true;
      // A page that cannot be had must not take the place of one that says since when it is old.
      const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
      asking = false;
      // A call may have come meanwhile.
      if (answer?.ok && !occupied && keep({ release: theirs, at: now })) location.reload();
    },
  };
}

/**
 * Whether it could be kept that the page is loaded anew: where storage is forbidden it would do so without end.
 * @param {{release: string, at: number}} reload
 */
function keep(reload) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(reload));
    return true;
  } catch {
    return false;
  }
}

/** @returns {{release: string, at: number} | null} for which and when this tab was loaded anew */
function lastReload() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  } catch {
    // Storage is forbidden or holds something else: as on the first time.
    return null;
  }
}
