/**
 * Texts by language file. A page loads its file once per language and asks for sentences by key.
 * Adding a language is adding a file; `{name}` in a sentence is filled from the values given.
 */

/** @typedef {Record<string, string>} Sentences */

/**
 * @param {string} base folder of the language files, without a slash at the end
 * @param {string} language such as "zh-CN" or "en"
 * @returns {Promise<Sentences>} throws when the file is missing: a page without words is no page
 */
export async function loadSentences(base, language) {
  const answer = await fetch(`${base}/${language}.json`);
  if (!answer.ok) throw new Error(`no texts for ${language}`);
  return answer.json();
}

/**
 * @param {Sentences} sentences
 * @returns {(key: string, values?: Record<string, string | number>) => string}
 */
export function teller(sentences) {
  return (key, values = {}) => {
    const sentence = sentences[key];
    if (sentence === undefined) throw new Error(`no text for ${key}`);
    return sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
  };
}

/**
 * The hall's own names carry zh and en.
 * @param {{zh: string, en: string} | null | undefined} text
 * @param {string} language
 */
export function named(text, language) {
  if (!text) return "";
  return language === "en" ? text.en || text.zh : text.zh;
}
