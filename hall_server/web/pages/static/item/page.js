/** An item's service guide for anybody: what to bring, how long it takes, what it costs, where to go. */
import { send } from "/assets/api.js";
import { queryOf } from "../items/telling.js";
import { speech } from "../language.js";
import { refusalSentence } from "../refusal.js";
import { factsOfPage, showScreen } from "../screen.js";
import { itemView } from "./view.js";

/**
 * @typedef {object} ItemPage
 * @property {import("../language.js").Speech} speech
 * @property {string} hall code asked for, may be empty
 * @property {string} code
 * @property {string} on the day asked for, empty: today
 * @property {import("../cases").ServiceGuide | null} guide
 * @property {import("../items/items").ItemVersions | null} versions
 * @property {string | null} refusal
 */

const { hall = "", code = "" } = factsOfPage();
const on = new URLSearchParams(location.search).get("on") ?? "";
const path = `/api/v1/items/${encodeURIComponent(code)}`;

/** @type {ItemPage} */
const start = {
  speech: await speech(navigator.language.startsWith("zh") ? "zh-CN" : "en", ["items"]),
  hall,
  code,
  on,
  guide: null,
  versions: null,
  refusal: null,
};
const { state, change } = showScreen(start, itemView);

try {
  const [guide, versions] = await Promise.all([
    send("GET", `${path}/guide${queryOf(hall, on ? { on } : {})}`),
    send("GET", `${path}/versions${queryOf(hall)}`),
  ]);
  change({ guide, versions });
} catch (error) {
  change({ refusal: refusalSentence(state.speech, error) });
}
