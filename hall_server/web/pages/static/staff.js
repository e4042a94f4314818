/** A staff page's session: who is logged in, and changes carrying the session's CSRF token. */
import { Refused, send } from "/assets/api.js";

/** @typedef {import("./messages").Session} Session */

/** Leaves for the log-in page, which leads back here. */
function toLogIn() {
  location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
}

/** @returns {Promise<never>} the page is being left: nothing may follow */
const leaving = () => new Promise(() => {});

/**
 * @template Answer
 * @param {() => Promise<Answer>} ask
 * @returns {Promise<Answer>} never settles when the session has ended: the page leaves for the log-in
 */
async function asStaff(ask) {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 401) throw error;
    toLogIn();
    return leaving();
  }
}

/** @returns {Promise<Session>} */
export function currentSession() {
  return asStaff(() => send("GET", "/api/v1/session"));
}

/**
 * A change in the name of the session. A token that ran out is fetched again once.
 * @param {Session} session its `csrf` is renewed in place
 * @param {string} method
 * @param {string} path below /api/v1
 * @param {unknown} [body]
 * @param {Record<string, string>} [headers]
 */
export async function change(session, method, path, body, headers = {}) {
  const act = () =>
    send(method, `/api/v1${path}`, body, { ...headers, "X-CSRFToken": session.csrf });
  return asStaff(async () => {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Refused) || !error.code.startsWith("csrf")) throw error;
      session.csrf = (await send("GET", "/api/v1/session")).csrf;
      return act();
    }
  });
}

/** @param {string} path below /api/v1 */
export function read(path) {
  return asStaff(() => send("GET", `/api/v1${path}`));
}

/** @param {Session} session side effect: ends it and leaves for the log-in page */
export async function logOut(session) {
  await change(session, "DELETE", "/session");
  location.assign("/login");
}
