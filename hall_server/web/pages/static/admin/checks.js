/** What a field refuses before the server is asked: empty, too long, no number, out of its limits. Pure. */
import { PARTS } from "./parts.js";

/**
 * A problem as the page tells it: `text` by the server, or `key` and `values` of the page's own texts.
 * @typedef {object} Told
 * @property {string} part
 * @property {string} code
 * @property {string} field empty when it is about the entry as a whole
 * @property {import("../messages").Text} [text]
 * @property {string} [key]
 * @property {Record<string, string | number>} [values]
 */

/** @type {Record<string, RegExp>} */
const CODES = { letter: /^[A-HJ-NP-Z]$/, number: /^[1-9][0-9]{0,2}$/, word: /^[^\s\p{Cc}\p{Cs}]{1,40}$/u };
const PERIOD = /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/;
const MATERIAL_NAME = 100;
const CONTROLS = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

/** @param {import("./plan").Edit[]} edits @param {import("./plan").Setup | null} setup @returns {Told[]} */
export function localProblems(edits, setup) {
  const wrong = edits.flatMap(({ part, after }) => (after === null ? [] : entryProblems(part, after)));
  const known = new Map(Object.entries(setup?.parts ?? {}).map(([part, entries]) => [part, new Set(entries.map(({ code }) => code))]));
  const seen = new Set();
  const twice = edits.filter(({ part, code, before }) => {
    const spot = `${part} ${code}`;
    const again = seen.has(spot) || (before === null && known.get(part)?.has(code));
    seen.add(spot);
    return again;
  });
  const told = twice.filter(({ code }) => code !== "").map(({ part, code }) => ({ part, code, field: "code", key: "taken" }));
  return [...wrong, ...told];
}

/** @param {string} part @param {import("./plan").Entry} entry @returns {Told[]} */
export function entryProblems(part, entry) {
  const { code, fields } = PARTS[part];
  /** @type {Told[]} */
  const told = CODES[code].test(entry.code) ? [] : [{ part, code: entry.code, field: "code", key: `code_${code}` }];
  for (const field of fields) {
    const wrong = fieldProblem(field, entry[field.name]);
    if (wrong !== null) told.push({ part, code: entry.code, field: field.name, ...wrong });
  }
  return told;
}

/** @param {import("./parts.js").Field} field @param {any} value @returns {{key: string, values?: Record<string, string | number>} | null} */
function fieldProblem(field, value) {
  if (value === null || value === undefined) return field.unset || !field.required ? null : { key: "empty" };
  if (field.kind === "number") return numberProblem(field, value);
  if (field.kind === "periods") {
    return value.every((/** @type {string} */ period) => PERIOD.test(period)) ? null : { key: "no_period" };
  }
  if (field.kind === "backup") {
    for (const { help_after_minutes: after } of value) {
      const wrong = after === null ? null : numberProblem(field, after);
      if (wrong !== null) return wrong;
    }
  }
  if (field.kind === "materials") {
    for (const { name, copies } of value) {
      const wrong = name === "" ? { key: "empty_material" } : numberProblem({ ...field, limits: [1, 99] }, copies);
      if (wrong !== null) return wrong;
      if ([...name].length > MATERIAL_NAME) return { key: "too_long", values: { most: MATERIAL_NAME } };
    }
  }
  const texts = textsOf(field, value);
  const most = field.most ?? Infinity;
  if (texts.some((text) => [...text].length > most)) return { key: "too_long", values: { most } };
  if (texts.some((text) => CONTROLS.test(text.replaceAll("\n", "")))) return { key: "unprintable" };
  const first = Array.isArray(value) ? value.length === 0 : (value.zh ?? value) === "";
  return field.required && first ? { key: "empty" } : null;
}

/** @param {import("./parts.js").Field} field @param {unknown} value */
function numberProblem({ limits = [0, 9999], parts }, value) {
  const [low, high] = limits;
  const sound = typeof value === "number" && (parts || Number.isInteger(value)) && value >= low && value <= high;
  return sound ? null : { key: parts ? "not_between" : "not_whole_between", values: { low, high } };
}

/** @param {import("./parts.js").Field} field @param {any} value @returns {string[]} */
function textsOf({ kind }, value) {
  if (kind === "text2" || kind === "lines2") return [value.zh, value.en];
  if (kind === "strings") return value;
  if (kind === "materials") return value.flatMap((/** @type {any} */ each) => [each.name, each.source, each.standard, each.certificate]);
  return ["text", "lines", "template"].includes(kind) ? [value] : [];
}

/** @param {Told[]} problems @param {string} part @param {string} code @param {string} field @returns {Told[]} */
export function problemsAt(problems, part, code, field) {
  return problems.filter((each) => each.part === part && each.code === code && rootOf(each.field) === field);
}

/** @param {string} field such as `name.en` or `own[1]` @returns {string} the field of the form it is about */
export function rootOf(field) {
  return field.split(/[.[]/)[0];
}

/** @param {import("../language.js").Speech} spoken @param {Told} problem @returns {string} */
export function problemText({ tell, name }, problem) {
  return problem.key === undefined ? name(problem.text) : tell(`admin.wrong.${problem.key}`, problem.values);
}
