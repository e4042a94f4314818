/** What is to be changed: the tray of edits, and what becomes of it with each act. Pure. */
import { same } from "./rows.js";

/** @typedef {import("./plan").Entry} Entry */
/** @typedef {import("./plan").Edit} Edit */
/** @typedef {import("./plan").Setup} Setup */

/**
 * An edit in the tray. `key` stays while a new entry's code is still being typed.
 * @typedef {Edit & {key: string}} Kept
 */

const NEW = "+";

/**
 * @param {Setup} setup
 * @param {Kept[]} edits
 * @param {string} part
 * @param {string} key
 * @param {Partial<Entry>} values what the entry's fields become
 * @returns {Kept[]} without an edit that changes nothing any more
 */
export function withValues(setup, edits, part, key, values) {
  const kept = edits.find((edit) => edit.part === part && edit.key === key);
  const now = entryNow(setup, part, key);
  const edit = kept ?? { key, part, code: key, before: now, after: now, place: null };
  const after = /** @type {Entry} */ ({ ...(edit.after ?? edit.before), ...values });
  return replaced(edits, { ...edit, code: after.code, after });
}

/** @param {Kept[]} edits @param {string} part @param {Entry} entry @returns {{edits: Kept[], key: string}} */
export function withNew(edits, part, entry) {
  const used = new Set(edits.filter((edit) => edit.part === part).map(({ key }) => key));
  let count = 1;
  while (used.has(`${NEW}${count}`)) count += 1;
  const key = `${NEW}${count}`;
  return { edits: [...edits, { key, part, code: entry.code, before: null, after: entry, place: null }], key };
}

/** @param {Setup} setup @param {Kept[]} edits @param {string} part @param {string} key @returns {Kept[]} */
export function withRemoval(setup, edits, part, key) {
  const kept = edits.find((edit) => edit.part === part && edit.key === key);
  const before = kept === undefined ? entryNow(setup, part, key) : kept.before;
  if (before === null) return withoutEdit(edits, part, key);
  return replaced(edits, { key, part, code: before.code, before, after: null, place: null });
}

/**
 * @param {Setup} setup
 * @param {Kept[]} edits
 * @param {string} part
 * @param {string} key
 * @param {number} place among the rows as they stand
 * @returns {Kept[]}
 */
export function withPlace(setup, edits, part, key, place) {
  const kept = edits.find((edit) => edit.part === part && edit.key === key);
  const now = entryNow(setup, part, key);
  const edit = kept ?? { key, part, code: key, before: now, after: now, place: null };
  const home = setup.parts[part].findIndex(({ code }) => code === key);
  return replaced(edits, { ...edit, place: place === home ? null : place });
}

/** @param {Kept[]} edits @param {string} part @param {string} key @returns {Kept[]} */
export function withoutEdit(edits, part, key) {
  return edits.filter((edit) => edit.part !== part || edit.key !== key);
}

/**
 * @param {Kept[]} edits
 * @param {string} part
 * @param {string} code
 * @param {Entry | null} now the entry as somebody else left it; the edit here goes on top of it
 * @returns {Kept[]}
 */
export function onTopOf(edits, part, code, now) {
  return edits.map((edit) => (edit.part === part && edit.code === code ? { ...edit, before: now } : edit));
}

/**
 * @param {Kept[]} edits
 * @param {Edit[]} brought from an import or a calendar; they win over those kept of the same entries
 * @returns {Kept[]}
 */
export function joined(edits, brought) {
  const codes = new Set(brought.map(({ part, code }) => `${part} ${code}`));
  const others = edits.filter(({ part, code }) => !codes.has(`${part} ${code}`));
  return [...others, ...brought.map((edit) => ({ ...edit, key: edit.code }))];
}

/** @param {Kept[]} edits @returns {Edit[]} as the server takes them */
export function sent(edits) {
  return edits.map(({ part, code, before, after, place }) => ({ part, code, before, after, place }));
}

/** @param {string} key @returns {boolean} of an entry that the plan does not have yet */
export function isNewKey(key) {
  return key.startsWith(NEW);
}

/** @param {Setup} setup @param {string} part @param {string} key @returns {Entry | null} */
function entryNow(setup, part, key) {
  return setup.parts[part]?.find(({ code }) => code === key) ?? null;
}

/** @param {Kept[]} edits @param {Kept} edit @returns {Kept[]} */
function replaced(edits, edit) {
  const idle = edit.place === null && edit.before !== null && same(edit.before, edit.after);
  const at = edits.findIndex(({ part, key }) => part === edit.part && key === edit.key);
  if (idle) return edits.filter((_, index) => index !== at);
  return at < 0 ? [...edits, edit] : edits.map((each, index) => (index === at ? edit : each));
}
