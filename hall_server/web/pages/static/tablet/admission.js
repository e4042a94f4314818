/** The tablet's own token and its pairing. The token stays in this browser. */
import { Refused, Unreachable, send } from "/assets/api.js";

const KEPT_AS = "hall.tablet";
const BYTES = 32;

/** @returns {{token: string, taken: boolean}} */
function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEPT_AS) ?? "null");
    if (typeof found?.token === "string") return found;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return keep({ token: newToken(), taken: false });
}

/** @param {{token: string, taken: boolean}} what */
function keep(what) {
  localStorage.setItem(KEPT_AS, JSON.stringify(what));
  return what;
}

/** Not crypto.randomUUID: it is missing on plain http in a hall's network. */
function newToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

let own = kept();
let lost = false;

export const admission = {
  get token() {
    return own.token;
  },
  /** The hall takes the token. */
  taken() {
    lost = false;
    if (!own.taken) own = keep({ ...own, taken: true });
  },
};

/** @param {string} method @param {string} path @param {unknown} [body] */
function asked(method, path, body) {
  return send(method, `/api/v1${path}`, body, { Authorization: `Bearer ${own.token}` });
}

/**
 * The hall does not take the token. One that it took before has been revoked: it is replaced.
 * @returns {Promise<{code: string | null, lost: boolean}>} what to show
 */
export async function admit() {
  if (own.taken) {
    own = keep({ token: newToken(), taken: false });
    lost = true;
  }
  try {
    const standing = await standingNow();
    return { code: standing.code, lost };
  } catch (error) {
    if (!(error instanceof Refused || error instanceof Unreachable)) throw error;
    return { code: null, lost };
  }
}

/** @returns {Promise<{code: string | null}>} */
async function standingNow() {
  try {
    return await asked("GET", "/pairing");
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 404) throw error;
    return asked("POST", "/pairing", { kind: "tablet", version: "" });
  }
}

/** Says that this tablet is here; what is not heard now is heard the next time. */
export async function reportHealth() {
  try {
    await asked("POST", "/device/health", { components: [] });
  } catch (error) {
    if (!(error instanceof Refused || error instanceof Unreachable)) throw error;
  }
}
