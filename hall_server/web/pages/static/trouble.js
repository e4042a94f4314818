/** What a machine says of a part that is not well, in the reader's words where the texts know them. */

/** @typedef {import("./language.js").Speech} Speech */

const REFUSED = /^(\S+): [a-z_]+ \((\d+)\)$/;
const NAMED = /^([a-z_]+) (.+)$/;

/**
 * @param {Speech} spoken
 * @param {string} word such as `paper_out`, `no_numbers A, B`, `A998: number_taken (2)`, or plain words
 */
export function troubleWord({ tell, knows }, word) {
  if (knows(`trouble.${word}`)) return tell(`trouble.${word}`);
  const refused = REFUSED.exec(word);
  if (refused) return tell("trouble.numbers_refused", { number: refused[1], count: refused[2] });
  const named = NAMED.exec(word);
  return named && knows(`trouble.${named[1]}`) ? `${tell(`trouble.${named[1]}`)} ${named[2]}` : word;
}
