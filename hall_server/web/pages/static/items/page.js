/** The catalogue for anybody: all items of the hall, found by name, pinyin or everyday words. */
import { send } from "/assets/api.js";
import { speech } from "../language.js";
import { refusalSentence } from "../refusal.js";
import { factsOfPage, showScreen } from "../screen.js";
import { queryOf } from "./telling.js";
import { itemsView } from "./view.js";

/**
 * @typedef {object} Items
 * @property {import("../language.js").Speech} speech
 * @property {string} hall code asked for, may be empty
 * @property {import("./items").ItemsOffered | null} offered
 * @property {string} query
 * @property {"departments" | "zones"} by what the list is sorted under
 * @property {string | null} refusal
 */

const PARTS = ["items"];
const hall = factsOfPage().hall ?? "";
const asked = new URLSearchParams(location.search);

/** @type {Items} */
const start = {
  speech: await speech(navigator.language.startsWith("zh") ? "zh-CN" : "en", PARTS),
  hall,
  offered: null,
  query: asked.get("q") ?? "",
  by: asked.get("by") === "zones" ? "zones" : "departments",
  refusal: null,
};
const { state, change } = showScreen(start, (now, turn) => itemsView(now, (part) => {
  turn(part);
  keepAddress(now);
}));

/** @param {Items} now side effect: going back finds the search as it was */
function keepAddress({ query, by }) {
  const address = new URL(location.href);
  for (const [name, value] of [["q", query], ["by", by === "zones" ? by : ""]]) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  history.replaceState(history.state, "", address);
}

try {
  change({ offered: await send("GET", `/api/v1/items${queryOf(hall)}`) });
} catch (error) {
  change({ refusal: refusalSentence(state.speech, error) });
}
