/** The staff pages, and who may open which: the links in every staff header, and where the log-in leads. */
import { html } from "/assets/vendor/lit-html/lit-html.js";

/**
 * In the order of the links. `first` are the roles whose work begins there.
 * @type {{name: string, path: string, roles: string[], first: string[]}[]}
 */
const PLACES = [
  { name: "desk", path: "/desk", roles: ["clerk", "supervisor"], first: ["clerk"] },
  { name: "guide", path: "/guide", roles: ["guide", "supervisor"], first: ["guide"] },
  { name: "cases", path: "/cases", roles: ["clerk", "guide", "supervisor", "auditor"], first: [] },
  { name: "hall", path: "/hall", roles: ["guide", "supervisor", "admin", "auditor"], first: ["supervisor", "auditor"] },
  { name: "past", path: "/hall/past", roles: ["supervisor", "admin", "auditor"], first: [] },
  { name: "admin", path: "/admin", roles: ["supervisor", "admin", "auditor"], first: ["admin"] },
];

/**
 * The pages this person may open beside the one they are on. For a header bar.
 * @param {import("./language.js").Speech} spoken
 * @param {import("./messages").Session} session
 * @param {string} here the name of this page
 */
export function placesNav({ tell }, { roles }, here) {
  const open = PLACES.filter((place) => place.name !== here && place.roles.some((role) => roles.includes(role)));
  return html`<nav class="places" aria-label=${tell("go.label")}>
    ${open.map(({ name, path }) => html`<a href=${path} data-place=${name}>${tell(`go.${name}`)}</a>`)}
  </nav>`;
}

/** @param {string[]} roles @returns {string} the page where the work of someone with these roles begins */
export function firstPlace(roles) {
  const first = PLACES.find((place) => place.first.some((role) => roles.includes(role)));
  return first?.path ?? "/hall";
}
