/** Where on the administration page one is: `#items/SJ-001` is the item SJ-001 of the section of items. */

/**
 * @typedef {object} Address
 * @property {string} section
 * @property {string | null} key the open entry
 */

/** @param {string} hash @returns {Address} */
export function addressOf(hash) {
  const [section, ...rest] = hash.replace(/^#/, "").split("/");
  return { section, key: rest.length ? readable(rest.join("/")) : null };
}

/** @param {string} section @param {string | null} [key] @returns {string} */
export function hashOf(section, key = null) {
  return key === null ? `#${section}` : `#${section}/${encodeURIComponent(key)}`;
}

/** @param {string} written */
function readable(written) {
  try {
    return decodeURIComponent(written);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return written;
  }
}
