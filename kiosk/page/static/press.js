/**
 * What the kiosk is asked for when the primary button takes a number. Pure.
 * @typedef {import("./messages.d.ts").State} State
 */
import { pickUpItems } from "./catalogue.js";
import { screenOf } from "./reducer.js";

/**
 * @param {State} state
 * @param {string} language of the paper
 * @returns {{path: string, body: Record<string, unknown>}}
 */
export function pressOf(state, language) {
  const paper = { language, print_size: state.large ? "large" : "normal", reason: state.reason };
  const screen = screenOf(state);
  const person = state.person?.handle ?? null;
  if (screen.name === "appointments") {
    return { path: `/api/appointments/${encodeURIComponent(state.chosen ?? "")}/check-in`, body: { ...paper, person } };
  }
  const body = { ...paper, ...errand(state), person, agent: mayServe(state) && state.agent };
  return { path: "/api/tickets", body };
}

/** @param {State} state whether the visitor can act for somebody else: the hall counts that by document */
export function mayServe({ person }) {
  return person !== null && person.kind !== "phone";
}

/** @param {State} state */
function errand(state) {
  const screen = screenOf(state);
  if (screen.name === "theme") return { theme: screen.theme };
  if (screen.name === "item") return { items: [screen.item] };
  return { items: [collected(state)?.code], receipt: state.entry };
}

/** @param {State} state the item for collecting: the one chosen, or the only one there is */
export function collected(state) {
  const items = pickUpItems(state);
  return items.length === 1 ? items[0] : items.find((item) => item.code === state.chosen);
}
