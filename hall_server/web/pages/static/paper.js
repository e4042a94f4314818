/** Sheets and printers in words, and what a person may do with a sheet. Pure. */

/** @typedef {import("./messages").PrintJobView} Sheet */
/** @typedef {import("./messages").PrinterView} Printer */
/** @typedef {import("./language.js").Speech} Speech */

/** A sheet's state at a glance; the word stands beside it. @type {Record<string, string>} */
export const MARKS = { QUEUED: "…", SENDING: "…", PRINTED: "✓", REFUSED: "!", UNCERTAIN: "?", CANCELLED: "–" };

/** States that a person has to look after. */
const OPEN_ENDS = ["REFUSED", "UNCERTAIN"];

/**
 * @param {Speech} spoken
 * @param {Sheet} sheet
 * @returns {string} such as: Ticket A016
 */
export function sheetName({ tell }, sheet) {
  return [tell(`sheet.${sheet.kind}`), sheet.number].filter(Boolean).join(" ");
}

/**
 * @param {Speech} spoken
 * @param {Sheet} sheet
 * @param {Sheet[]} sheets among which a later copy of it may be
 * @returns {string} its state, with the reason why it was not printed
 */
export function sheetState(spoken, sheet, sheets) {
  if (OPEN_ENDS.includes(sheet.state) && wasRepeated(sheet, sheets)) {
    return spoken.tell("paper.repeated", { state: spoken.tell(`state.${sheet.state}`) });
  }
  if (sheet.state !== "REFUSED" || sheet.trouble === "") return spoken.tell(`print.${sheet.state}`);
  return spoken.tell("paper.refused_why", { why: causes(spoken, sheet.trouble.split(", ")) });
}

/** @param {Sheet} sheet a sheet on its way is not ordered once more */
export function mayReprint({ state }) {
  return state !== "QUEUED" && state !== "SENDING";
}

/** @param {Sheet} sheet */
export function mayCancel({ state }) {
  return state === "QUEUED" || state === "REFUSED";
}

/**
 * @param {Sheet} sheet
 * @param {Sheet[]} sheets
 * @returns {boolean} whether a later copy of it is among `sheets`: then that one is to be looked after
 */
export function wasRepeated(sheet, sheets) {
  return sheets.some(
    ({ kind, number, copy_number }) =>
      kind === sheet.kind && number === sheet.number && copy_number > sheet.copy_number,
  );
}

/** @param {Sheet} sheet @param {Sheet[]} sheets @returns {boolean} whether somebody has to look after it */
export function isOpenEnd(sheet, sheets) {
  return OPEN_ENDS.includes(sheet.state) && !wasRepeated(sheet, sheets);
}

/** @param {Printer} printer @returns {"bad" | "low" | "unheard" | "good"} */
export function printerLevel({ troubles, paper_low, heard_at }) {
  if (troubles.length > 0) return "bad";
  if (paper_low) return "low";
  return heard_at === null ? "unheard" : "good";
}

/** @param {Speech} spoken @param {Printer} printer @returns {string} what ails it, or that it prints */
export function printerState(spoken, printer) {
  const level = printerLevel(printer);
  if (level === "bad") return causes(spoken, printer.troubles);
  return spoken.tell(level === "low" ? "trouble.paper_low" : `paper.${level}`);
}

/** @param {Speech} spoken @param {Printer} printer @returns {string} what to do about it now */
export function printerMending({ tell }, printer) {
  if (printer.troubles.length > 0) return tell(`mend.${truly(printer.troubles)[0]}`);
  return printer.paper_low ? tell("mend.paper_low") : "";
}

/** @param {Speech} spoken @param {string} place `hall`, `zone:A` or `window:12`; other words stay as they are */
export function placeName({ tell, knows }, place) {
  const [kind, code] = place.split(":");
  return knows(`printer_at.${kind}`) ? tell(`printer_at.${kind}`, { code }) : place;
}

/**
 * A printer without paper is offline and in error too: the cause alone is said.
 * @param {string[]} troubles
 */
function truly(troubles) {
  const told = troubles.filter((trouble) => trouble !== "offline" && trouble !== "error");
  return told.length > 0 ? told : troubles.slice(0, 1);
}

/**
 * @param {Speech} spoken
 * @param {string[]} troubles names of troubles, or a station's own sentence such as `not composed: ...`
 */
export function causes({ tell, knows }, troubles) {
  const words = truly(troubles).map((trouble) => {
    const key = `trouble.${trouble.split(":")[0].replaceAll(" ", "_")}`;
    return knows(key) ? tell(key) : trouble;
  });
  return words.join(tell("list.comma"));
}
