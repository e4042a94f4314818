/** The virtual printer's page: fetches its state, draws it, and carries orders to it. */
import { render } from "./lit-html.js";
import { printerView } from "./view.js";

const REFRESH_MS = 1500;
const LANGUAGES = ["zh-CN", "en"];

/** @type {import("./view.js").State} */
const state = {
  say: (key) => key,
  language: "zh-CN",
  tray: null,
  chosen: null,
  silentSince: null,
};

/** @type {import("./view.js").Acts} */
const acts = {
  choose: (sheet) => show({ chosen: sheet }),
  begin: (fault) => order("PUT", `/faults/${fault}`),
  end: (fault) => order("DELETE", `/faults/${fault}`),
  load: (mm) => order("PUT", "/paper", { mm }),
  restart: () => order("PUT", "/restart"),
  switchLanguage: () => speak(LANGUAGES[(LANGUAGES.indexOf(state.language) + 1) % LANGUAGES.length] ?? "zh-CN"),
};

/** @param {Partial<import("./view.js").State>} change */
function show(change) {
  Object.assign(state, change);
  render(printerView(state, acts), document.body);
}

/** @param {string} language */
async function speak(language) {
  const answer = await fetch(`/page/${language}.json`);
  /** @type {Record<string, string>} */
  const sentences = await answer.json();
  document.documentElement.lang = language;
  document.title = sentences["title"] ?? document.title;
  show({ language, say: (key, values = {}) => sentence(sentences, key, values) });
}

/**
 * @param {Record<string, string>} sentences
 * @param {string} key
 * @param {Record<string, string | number>} values
 */
function sentence(sentences, key, values) {
  const text = sentences[key];
  if (text === undefined) throw new Error(`no text for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

async function refresh() {
  try {
    const answer = await fetch("/state");
    if (!answer.ok) throw new Error(String(answer.status));
    show({ tray: await answer.json(), silentSince: null });
  } catch {
    show({ silentSince: state.silentSince ?? new Date() });
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 */
async function order(method, path, body = {}) {
  // A printer that is gone shows in the refresh that follows, so a failed order needs no word here.
  await fetch(path, {
    method,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => null);
  await refresh();
}

/** Ask again after each answer, so that a slow one never piles up requests. */
async function follow() {
  await refresh();
  setTimeout(follow, REFRESH_MS);
}

const wanted = new URLSearchParams(location.search).get("lang");
await speak(wanted !== null && LANGUAGES.includes(wanted) ? wanted : "zh-CN");
await follow();
