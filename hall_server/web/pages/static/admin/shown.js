/** Values of the plan as people read them, in lists, differences and beside a changed field. */
import { materialText } from "./material_rows.js";
import { PARTS, fieldOf } from "./parts.js";

/** @typedef {import("./page.js").Admin} Admin */

/** @param {Admin} screen @param {string} part @param {string} field @param {any} value @returns {string} */
export function shown(screen, part, field, value) {
  const { tell } = screen.speech;
  const known = fieldOf(part, field);
  if (known === undefined) return plain(value);
  if (value === null || value === undefined) return known.unset ? tell(`admin.unset.${field}`) : tell("admin.nothing");
  const told = byKind(screen, known, value);
  return told === "" ? tell("admin.nothing") : told;
}

/** @param {Admin} screen @param {import("./parts.js").Field} field @param {any} value @returns {string} */
function byKind(screen, field, value) {
  const { tell } = screen.speech;
  const comma = tell("list.comma");
  const named = (/** @type {string} */ code) => entryName(screen, field.of ?? "", code);
  switch (field.kind) {
    case "text2":
    case "lines2":
      return value.en ? `${value.zh} / ${value.en}` : value.zh;
    case "number":
      return field.unit === undefined ? String(value) : tell(`admin.unit.${field.unit}`, { count: value });
    case "choice":
      if (value === "") return "";
      return field.of === undefined ? tell(`admin.choice.${value}`) : named(value);
    case "yes":
      return tell(value ? "admin.yes" : "admin.no");
    case "list":
      return value.map(named).join(comma);
    case "backup":
      return value.map((/** @type {any} */ each) => backupText(screen, named(each.queue), each.help_after_minutes)).join(comma);
    case "steps":
      return value.map((/** @type {any} */ each) => `${each.step}. ${named(each.item)}`).join(comma);
    case "some":
      return value.map((/** @type {string} */ each) => tell(`admin.choice.${each}`)).join(comma);
    case "materials":
      return value.map((/** @type {any} */ each) => materialText(screen, each)).join(tell("list.semicolon"));
    case "strings":
      return value.join(comma);
    case "periods":
      return value.length ? value.join(comma) : tell("admin.closed_all_day");
    default:
      return plain(value);
  }
}

/** @param {Admin} screen @param {string} queue @param {number | null} minutes */
function backupText({ speech: { tell } }, queue, minutes) {
  return minutes === null ? queue : tell("admin.helps_after", { queue, minutes });
}

/** @param {unknown} value */
function plain(value) {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * @param {Admin} screen
 * @param {string} part
 * @param {string} code
 * @returns {string} code and name of an entry, new ones of the tray included
 */
export function entryName(screen, part, code) {
  const edited = screen.edits.find((edit) => edit.part === part && edit.code === code && edit.after !== null);
  const entry = edited?.after ?? screen.setup?.parts[part]?.find((each) => each.code === code);
  if (entry === undefined || entry === null) return code;
  const called = screen.speech.name(entry.name);
  return called === "" ? code : `${code} ${called}`;
}

/** @param {Admin} screen @param {string} part @param {import("./plan").Entry} entry @returns {string} the list's second line */
export function hintOf(screen, part, entry) {
  return PARTS[part].fields
    .filter((field) => field.listed && entry[field.name] !== null && entry[field.name] !== "" && String(entry[field.name]) !== "")
    .map((field) => {
      const told = shown(screen, part, field.name, entry[field.name]);
      return field.kind === "date" ? `${screen.speech.tell(`admin.field.${field.name}`)} ${told}` : told;
    })
    .join(" · ");
}
