/** What was typed into a field. */

/** @param {Event} event @returns {string} */
export function typed(event) {
  return /** @type {HTMLInputElement} */ (event.target).value;
}

/** @param {string} written @returns {number | string} as typed where it is no number, which the checks then tell */
export function numberOf(written) {
  const plain = written.trim().replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - 0xff10));
  return /^\d{1,9}(\.\d{1,3})?$/.test(plain) ? Number(plain) : written;
}
