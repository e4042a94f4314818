/** The demo's panel: each thing that can happen to a ticket machine is a button. */
import { html, nothing, render } from "/assets/vendor/lit-html/lit-html.js";
import { send } from "/assets/api.js";

/**
 * @typedef {{cable: string, server: boolean, machine: boolean, plugged: boolean, card: string | null,
 *   cards: string[], links: {page: string, keeper: string, sheets: string}}} Stage
 */

const LOOK_MS = 1000;
const root = /** @type {HTMLElement} */ (document.getElementById("panel"));

/** @type {Record<string, string>} the sample cards, in the words of the panel */
const CARDS = {
  citizen: "居民身份证 Citizen", elder: "老年人 Elder", expired: "已过期 Expired", hkmt: "港澳台居住证 HK/Macao/Taiwan",
  foreigner: "外国人永居证 Foreigner", "foreigner-2023": "外国人永居证（2023）Foreigner 2023",
};
const CABLE = { whole: "接好 Whole", slow: "慢 Slow (2 s)", cut: "拔掉 Cut" };

/** @type {Stage | null} */
let stage = null;
let away = false;

/** @param {string} subject @param {unknown} wish */
async function order(subject, wish) {
  stage = await send("PUT", `/orders/${subject}`, { wish });
  draw();
}

/** @param {string} subject @param {unknown} wish @param {string} words @param {boolean} on */
function key(subject, wish, words, on) {
  return html`<button aria-pressed=${on ? "true" : "false"} @click=${() => order(subject, wish)}>${words}</button>`;
}

/** @param {string} title @param {unknown} keys */
function part(title, keys) {
  return html`<section><h2>${title}</h2><div class="keys">${keys}</div></section>`;
}

function draw() {
  render(html`<h1>取号机演示台 <small>Ticket machine, on trial</small></h1>
    ${away ? html`<p role="alert">演示已结束。The demo has ended.</p>` : nothing}
    ${stage ? board(stage) : nothing}`, root);
}

/** @param {Stage} now */
function board(now) {
  return html`
    <p class="links"><a href=${now.links.page} target="_blank">取号页 Ticket page</a>
      <a href=${now.links.sheets} target="_blank">打印机和打出的纸 Printer and sheets</a>
      <a href=${now.links.keeper} target="_blank">维护页 Keeper (PIN 2468)</a></p>
    ${part("网线 Network cable", Object.entries(CABLE).map(([wish, words]) => key("cable", wish, words, now.cable === wish)))}
    ${part("大厅服务器 Hall server", [key("server", true, "运行 Running", now.server), key("server", false, "断电 Killed", !now.server)])}
    ${part("本机程序 This machine", [key("machine", true, "运行 Running", now.machine), key("machine", false, "断电 Killed", !now.machine)])}
    ${part("读卡器 Card reader", [key("plugged", true, "插好 Plugged in", now.plugged), key("plugged", false, "拔掉 Unplugged", !now.plugged)])}
    ${part("放在读卡器上 On the reader", [key("card", null, "没有卡 No card", now.card === null),
      ...now.cards.map((card) => key("card", card, CARDS[card] ?? card, now.card === card))])}`;
}

async function look() {
  try {
    stage = await send("GET", "/state");
    away = false;
  } catch {
    away = true;
  }
  draw();
}

setInterval(look, LOOK_MS);
void look();
