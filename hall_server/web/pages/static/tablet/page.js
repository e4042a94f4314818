/** The tablet at a window: gets itself into the hall by a code it shows, then shows the officer's card of its window. */
import { io } from "/assets/vendor/socket.io-client/socket.io.esm.min.js";
import { heard } from "/assets/clock.js";
import { isNewer } from "../newer.js";
import { showScreen } from "../screen.js";
import { otherLanguage, speech, speechIn } from "../language.js";
import { admit, admission, reportHealth } from "./admission.js";
import { tabletView } from "./view.js";

/**
 * @typedef {object} Tablet
 * @property {import("../language.js").Speech} speech
 * @property {import("../language.js").Speech} other the words below, in the hall's other language
 * @property {import("../messages").BoardState | null} board
 * @property {boolean} up
 * @property {Date} since when the line came up or went down
 * @property {{code: string | null, lost: boolean} | null} pairing while the hall does not know this tablet
 */

const TRY_AGAIN_MS = 2000;
const HEALTH_MS = 25_000;
const PARTS = ["tablet"];
const first = await speech("zh-CN", PARTS);
const second = await speechIn(otherLanguage(first));
document.documentElement.lang = first.language;

/** @type {Tablet} */
const start = { speech: first, other: second, board: null, up: false, since: new Date(), pairing: null };
const { state, change } = showScreen(start, tabletView);

const socket = io({
  transports: ["websocket"],
  auth: (answer) => answer({ token: admission.token }),
  reconnectionDelay: 300,
  reconnectionDelayMax: TRY_AGAIN_MS,
});
const again = () => {
  if (!socket.active) setTimeout(() => socket.connect(), TRY_AGAIN_MS);
};
const down = () => change(state.up ? { up: false, since: new Date() } : {});

socket.on("connect", () => change({ up: true, since: new Date() }));
socket.on("disconnect", (/** @type {string} */ reason) => {
  down();
  // Ended by the server: the tablet was moved or revoked, and asks at once.
  if (reason === "io server disconnect") socket.connect();
  else again();
});
socket.on("connect_error", async (/** @type {Error} */ error) => {
  down();
  if (error.message === "not_signed_in") change({ board: null, pairing: await admit() });
  again();
});
socket.on("state", (/** @type {import("../messages").BoardState} */ board) => {
  admission.taken();
  heard(board.at);
  if (state.pairing !== null || isNewer(state.board, board)) change({ board, pairing: null });
});
setInterval(() => change({}), 1000);
setInterval(() => state.up && reportHealth(), HEALTH_MS);
