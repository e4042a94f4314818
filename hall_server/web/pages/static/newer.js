/** Which of two whole states is to be drawn. Pure. */

/**
 * @param {{version: number, at: string} | null} known
 * @param {{version: number, at: string}} state
 * @returns {boolean} whether `state` is to be drawn instead of `known`
 */
export function isNewer(known, state) {
  if (known === null || state.version > known.version) return true;
  return state.version === known.version && Date.parse(state.at) >= Date.parse(known.at);
}
