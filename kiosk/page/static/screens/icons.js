/** The few pictures of the page, each beside its word. Paths after lucide (ISC). */
import { svg } from "/assets/vendor/lit-html/lit-html.js";

const PATHS = {
  search: svg`<circle cx="11" cy="11" r="7"></circle><path d="m20 20-4-4"></path>`,
  back: svg`<path d="m15 18-6-6 6-6"></path>`,
  home: svg`<path d="m3 11 9-8 9 8v9a1 1 0 0 1-1 1h-5v-7H9v7H4a1 1 0 0 1-1-1z"></path>`,
  up: svg`<path d="m6 15 6-6 6 6"></path>`,
  down: svg`<path d="m6 9 6 6 6-6"></path>`,
  next: svg`<path d="m9 18 6-6-6-6"></path>`,
  person: svg`<circle cx="12" cy="7" r="4"></circle><path d="M4 21v-1a8 8 0 0 1 16 0v1"></path>`,
  clock: svg`<circle cx="12" cy="12" r="9"></circle><path d="M12 7v5l3 2"></path>`,
  place: svg`<path d="M12 21s7-6.5 7-12a7 7 0 0 0-14 0c0 5.500 7 12 7 12z"></path><circle cx="12" cy="9" r="2.500"></circle>`,
  print: svg`<path d="M6 9V3h12v6M6 18H4a1 1 0 0 1-1-1v-6a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v6a1 1 0 0 1-1 1h-2"></path><path d="M7 14h10v7H7z"></path>`,
  paper: svg`<path d="M14 3H6a1 1 0 0 0-1 1v16a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1V8z"></path><path d="M14 3v5h5M9 13h6M9 17h6"></path>`,
  done: svg`<path d="m5 12 5 5 9-10"></path>`,
  attention: svg`<circle cx="12" cy="12" r="9"></circle><path d="M12 7v6M12 16.500v.5"></path>`,
  notice: svg`<path d="m3 11 18-5v12L3 14v-3z"></path><path d="M11.600 16.800a3 3 0 1 1-5.800-1.600"></path>`,
  map: svg`<path d="m9 4-6 2.500v13.500L9 17.500l6 2.500 6-2.500V4l-6 2.500z"></path><path d="M9 4v13.500m6-11V20"></path>`,
  card: svg`<rect x="2.500" y="5" width="19" height="14" rx="2"></rect><circle cx="8" cy="11" r="2"></circle><path d="M5.500 16a3 3 0 0 1 5 0M14 10h5m-5 4h5"></path>`,
  scan: svg`<path d="M4 8V5a1 1 0 0 1 1-1h3m8 0h3a1 1 0 0 1 1 1v3m0 8v3a1 1 0 0 1-1 1h-3m-8 0H5a1 1 0 0 1-1-1v-3M4 12h16"></path>`,
  keys: svg`<rect x="2.500" y="6" width="19" height="12" rx="2"></rect><path d="M6.500 10h.5m3.500 0h.5m3.500 0h.5m3 0h.5M8 14h8"></path>`,
  event: svg`<rect x="4" y="5" width="16" height="15" rx="1.500"></rect><path d="M4 10h16M8.500 3v4m7-4v4"></path>`,
  office: svg`<path d="M4 20V9l8-5 8 5v11M3 20h18M9 20v-6h6v6"></path>`,
  voice: svg`<path d="M11 5 6 9H3v6h3l5 4z"></path><path d="M15 9a4 4 0 0 1 0 6M18 6a8 8 0 0 1 0 12"></path>`,
  erase: svg`<path d="M9 5h11a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H9l-6-7z"></path><path d="m12 9.500 5 5m0-5-5 5"></path>`,
};

/** @typedef {keyof typeof PATHS} Icon */

/** @param {Icon} name */
export function icon(name) {
  return svg`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${PATHS[name]}</svg>`;
}
