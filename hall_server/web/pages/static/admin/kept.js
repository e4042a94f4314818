/** The tray outlives a reload and a new log-in: kept in this tab, for this person and this hall alone. */

/** @typedef {import("./edits.js").Kept} Kept */

/** @param {string} hall @param {string} badge */
const place = (hall, badge) => `admin.edits.${hall}.${badge}`;

/** @param {string} hall @param {string} badge @returns {Kept[]} none when nothing readable was kept */
export function keptEdits(hall, badge) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(place(hall, badge)) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [];
  }
}

/**
 * @param {string} hall
 * @param {string} badge
 * @param {Kept[]} edits
 * @returns {boolean} false when the tab has no room for so many; the page then warns before it is left
 */
export function keep(hall, badge, edits) {
  try {
    sessionStorage.setItem(place(hall, badge), JSON.stringify(edits));
    return true;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    sessionStorage.removeItem(place(hall, badge));
    return false;
  }
}

/** @param {() => boolean} unsaved side effect: the browser asks before the tab is closed over unsaved edits */
export function warnBeforeLeaving(unsaved) {
  addEventListener("beforeunload", (event) => {
    if (unsaved()) event.preventDefault();
  });
}
