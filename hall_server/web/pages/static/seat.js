/**
 * The seat: which tab sits at a window. It survives a reload; a duplicated tab, which copies
 * sessionStorage, gets its own.
 */
import { newKey } from "/assets/api.js";

const KEPT_AS = "hall.seat";
/** A reloaded page may ask before the browser has freed the lock of the page it replaces. */
const PATIENCE_MS = 1000;
const ANSWER_WITHIN_MS = 200;

/** @returns {Promise<string>} this tab's seat, unlike that of any other tab open in this browser */
export async function takeSeat() {
  const claim = "locks" in navigator ? claimByLock : claimByAsking;
  const kept = sessionStorage.getItem(KEPT_AS);
  if (kept !== null && (await claim(kept))) return kept;
  const fresh = newKey();
  await claim(fresh);
  sessionStorage.setItem(KEPT_AS, fresh);
  return fresh;
}

/** @param {string} seat @returns {Promise<boolean>} true: held until this page goes away */
function claimByLock(seat) {
  return new Promise((resolve, reject) => {
    const hold = () => {
      resolve(true);
      return new Promise(() => {});
    };
    navigator.locks
      .request(`${KEPT_AS}.${seat}`, { signal: AbortSignal.timeout(PATIENCE_MS) }, hold)
      .catch((error) => (error.name === "TimeoutError" ? resolve(false) : reject(error)));
  });
}

/**
 * Plain http has no locks, so the other tabs are asked and the one that sits there answers.
 * @param {string} seat
 * @returns {Promise<boolean>}
 */
function claimByAsking(seat) {
  const channel = new BroadcastChannel(`${KEPT_AS}.${seat}`);
  return new Promise((resolve) => {
    const sit = () => {
      channel.onmessage = ({ data }) => data === "taken?" && channel.postMessage("taken");
      resolve(true);
    };
    const wait = setTimeout(sit, ANSWER_WITHIN_MS);
    channel.onmessage = ({ data }) => {
      if (data !== "taken") return;
      clearTimeout(wait);
      channel.close();
      resolve(false);
    };
    channel.postMessage("taken?");
  });
}
