/**
 * Inside: each part of the machine with its state in words, and the few acts a keeper needs.
 * @typedef {import("./keeper.d.ts").Page} Page
 * @typedef {import("./keeper.d.ts").Hands} Hands
 * @typedef {import("./keeper.d.ts").Component} Component
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";

/** Words that parts say of themselves; anything else is shown as it is: a figure such as `12 GB`. */
const WORDS = [
  "unreachable", "no_answer", "offline", "cover_open", "paper_out", "cutter", "error", "paper_low",
  "not_seen", "away", "unreadable", "taken_away_early", "no_lease", "other_day", "clock",
  "ledger_damaged", "disk_full", "no_numbers", "refused", "untold",
];

/** @param {Page} page @param {Hands} hands */
export function inside(page, hands) {
  const { state, say, other, otherLanguage } = page;
  const { now } = state;
  const idle = state.busy === null;
  return html`<main class="keeper">
    <header><h1>${now?.name ?? say("title")}</h1><p>${now ? say("version", { version: now.version }) : nothing}</p></header>
    <ul class="parts">${now ? [link(page), waiting(page), ...now.components.map((part) => component(page, part))] : nothing}</ul>
    <p class="said" role="status">${state.said ? say(state.said.key, state.said.values) : nothing}</p>
    ${state.sure ? sure(page, hands) : html`<div class="acts">
      <button class="primary" ?disabled=${!idle} @click=${() => hands.act("printer")}>${say(state.busy === "printer" ? "looking" : "paper_changed")}</button>
      <button ?disabled=${!idle} @click=${() => hands.act("test-page")}>${say(state.busy === "test-page" ? "printing" : "test_page")}</button>
      <button ?disabled=${!idle} @click=${hands.ask}>${say("restart")}</button>
    </div>`}
    <footer class="acts">
      <button @click=${hands.leave}>${say("leave")}</button>
      <button lang=${otherLanguage} @click=${hands.speak}>${other}</button>
    </footer>
  </main>`;
}

/** @param {Page} page @param {Hands} hands */
function sure({ say }, hands) {
  return html`<div class="acts" role="group" aria-label=${say("restart.sure")}>
    <p>${say("restart.sure")}</p>
    <button class="primary" @click=${hands.restart}>${say("restart.do")}</button>
    <button @click=${hands.stay}>${say("restart.not")}</button>
  </div>`;
}

/** @param {Page} page */
function link({ state, say }) {
  const { link } = /** @type {import("./keeper.d.ts").KeeperNow} */ (state.now);
  return row(say, say("part.link"), link === "reached", say(`link.${link}`));
}

/** @param {Page} page */
function waiting({ state, say }) {
  const count = state.now?.waiting ?? 0;
  return count ? row(say, say("part.waiting"), false, say("waiting.count", { count })) : nothing;
}

/** @param {Page} page @param {Component} part */
function component({ say }, part) {
  const word = WORDS.includes(part.word) ? say(`word.${part.word}`) : part.word;
  return row(say, [say(`part.${part.kind}`), part.name].filter(Boolean).join(" "), part.ok, word);
}

/** @param {Page["say"]} say @param {string} name @param {boolean} ok @param {string} word */
function row(say, name, ok, word) {
  return html`<li class=${ok ? "well" : "trouble"}>
    <span class="name">${name}</span><span class="mark">${say(ok ? "well" : "trouble")}</span><span class="word">${word}</span>
  </li>`;
}
