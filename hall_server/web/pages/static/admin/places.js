/** Which section edits which part of the plan, so that a problem or an edit leads to its field. */
import { hashOf } from "./address.js";
import { fieldOf } from "./parts.js";

/** @param {import("./page.js").Admin} screen @param {string} part @param {string} code of an entry, or its key @param {string} [field] @returns {string} */
export function linkTo(screen, part, code, field = "") {
  if (part === "hall" || part === "hours") return hashOf(fieldOf(part, field)?.section ?? part);
  const edit = screen.edits.find((each) => each.part === part && each.code === code);
  return code === "" && edit === undefined ? hashOf(part) : hashOf(part, edit?.key ?? code);
}
