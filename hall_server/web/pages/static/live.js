/** A staff page's news: whole states over Socket.IO, and whether the line is up. */
import { io } from "/assets/vendor/socket.io-client/socket.io.esm.min.js";
import { heard } from "/assets/clock.js";
import { currentSession } from "./staff.js";

const TRY_AGAIN_MS = 3000;

/**
 * @typedef {object} Line
 * @property {boolean} up
 * @property {Date} since when it came up or went down, by this machine's clock
 */

/**
 * Follows a view for the life of the page; reconnects by itself for ever.
 * @param {{view: "desk", window: string} | {view: "guide"} | {view: "hall"}} auth
 * @param {(state: any) => void} onState
 * @param {(line: Line) => void} onLine
 */
export function follow(auth, onState, onLine) {
  const socket = io({
    transports: ["websocket"],
    auth,
    reconnectionDelay: 300,
    reconnectionDelayMax: TRY_AGAIN_MS,
  });
  let up = false;
  const tell = (/** @type {boolean} */ now) => {
    if (now !== up) onLine({ up: now, since: new Date() });
    up = now;
  };
  // The library gives up when the server itself ends the connection or refuses it.
  const again = () => {
    if (!socket.active) setTimeout(() => socket.connect(), TRY_AGAIN_MS);
  };
  socket.on("connect", () => tell(true));
  socket.on("disconnect", (/** @type {string} */ reason) => {
    tell(false);
    // Ended by the server: the session may be over, and then the page leads to the log-in at once.
    if (reason === "io server disconnect") currentSession().then(() => socket.connect(), again);
    else again();
  });
  socket.on("connect_error", () => {
    tell(false);
    if (socket.active) return;
    // A refusal may mean that the session has ended: then this leads to the log-in page.
    currentSession().then(again, again);
  });
  socket.on("state", (/** @type {any} */ state) => {
    heard(state.at);
    onState(state);
  });
}
