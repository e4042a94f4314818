/** A section over one part of the plan: its list at the left, the open entry's form beside it. */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { formView } from "./form.js";
import { listView } from "./list.js";

/** @typedef {import("./sections.js").Section} Section */

export const PLAN_ROLES = ["admin", "supervisor", "auditor"];

/**
 * @param {Section["group"]} group
 * @param {string} part the section is called like it
 * @param {{instead?: (screen: import("./page.js").Admin, hands: import("./page.js").Hands) => unknown}} [buttons] what makes a new entry
 * @returns {Section}
 */
export function planSection(group, part, { instead } = {}) {
  return {
    key: part,
    group,
    roles: PLAN_ROLES,
    count: ({ setup }) => setup?.parts[part]?.length ?? 0,
    view: (screen, hands) =>
      html`<div class="split">${listView(screen, hands, part, { instead: instead?.(screen, hands) })}${formView(screen, hands, part, screen.key)}</div>`,
  };
}

/**
 * @param {Section["group"]} group
 * @param {string} key
 * @param {string[]} fields of the hall itself
 * @param {(screen: import("./page.js").Admin, hands: import("./page.js").Hands) => unknown} [below]
 * @returns {Section} a section over some fields of the hall itself
 */
export function hallSection(group, key, fields, below) {
  return {
    key,
    group,
    roles: PLAN_ROLES,
    view: (screen, hands) =>
      html`<div class="single">${formView(screen, hands, "hall", "hall", fields)}${below?.(screen, hands)}</div>`,
  };
}
