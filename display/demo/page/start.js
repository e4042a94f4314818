/** The demo's start page: what the lobby shows and says, and what can happen to it as buttons. */
import { html, nothing, render } from "/assets/vendor/lit-html/lit-html.js";
import { send } from "/assets/api.js";

/**
 * @typedef {{kind: string, name: string, ok: boolean, word: string}} Part
 * @typedef {{at: string, title: string, seconds: number, file: string}} Heard
 * @typedef {{line: boolean, leaving: boolean, display: boolean, boards: string, wall: string,
 *   parts: Part[], heard: Heard[]}} Stage
 */

const LOOK_MS = 1000;
const root = /** @type {HTMLElement} */ (document.getElementById("start"));

/**
 * Boards by address: zh, en. A browser holds six streams with one address, and one is needed for sounds: every
 * second board is opened under the display's other name.
 */
const BOARDS = [
  ["/screen/hall", "叫号大屏（有声）", "Main board, with sound"],
  ["/screen/entrance", "入口等候总览", "Waiting per item, entrance"],
  ["/screen/zone-C", "区域屏 C", "Zone board C"],
  ["/window/5", "窗口屏 5", "Window board 5"],
  ["/next", "下一批号", "Next numbers"],
  ["/staff", "队列与时限", "Queues against limits"],
  ["/", "全部屏幕", "All boards"],
];

/** @type {Record<string, string>} */
const KINDS = { screen: "屏幕 Screen", led: "条屏 LED", voice: "广播 Voice", disk: "磁盘 Disk", clock: "时钟 Clock" };

/** @type {Record<string, string>} */
const WORDS = {
  no_page: "没有打开的页面 no page is open", sound_refused: "浏览器不让它出声 its browser keeps it silent",
  unreachable: "连不上 not reached", no_answer: "没有应答 no answer", no_window: "没有这个窗口 no such window",
};

/** @type {Stage | null} */
let stage = null;
let away = false;

/** @param {string} subject @param {boolean} wish */
async function order(subject, wish) {
  stage = await send("PUT", `/orders/${subject}`, { wish });
  draw();
}

/** @param {string} subject @param {boolean} wish @param {string} words @param {boolean} now */
function key(subject, wish, words, now) {
  return html`<button type="button" aria-pressed=${now === wish ? "true" : "false"}
    @click=${() => order(subject, wish)}>${words}</button>`;
}

/** @param {string} title @param {string} english @param {unknown} inside */
function part(title, english, inside) {
  return html`<section><h2>${title} <small>${english}</small></h2>${inside}</section>`;
}

/** @param {Stage} now */
function boards(now) {
  return html`<ul class="boards">${BOARDS.map(([path, zh, en], at) => html`<li>
    <a href="${at % 2 ? now.boards.replace("127.0.0.1", "localhost") : now.boards}${path}" target="_blank">${zh} <small>${en}</small></a></li>`)}
    <li><a href="${now.wall}/" target="_blank">条屏墙 <small>LED wall</small></a></li></ul>`;
}

/** @param {Stage} now */
function switches(now) {
  return html`<div class="keys" role="group" aria-label="到大厅服务器的线路 Line to the hall">
      ${key("line", true, "线路接通 Line whole", now.line)}${key("line", false, "断线 Line cut", now.line)}</div>
    <div class="keys" role="group" aria-label="显示程序 Display program">
      ${key("display", true, "程序运行 Program running", now.display)}${key("display", false, "断电 Killed", now.display)}</div>
    <div class="keys" role="group" aria-label="疏散 Evacuation">
      ${key("leaving", false, "正常 As usual", now.leaving)}${key("leaving", true, "全员疏散 Everybody leaves", now.leaving)}</div>`;
}

/** @param {Stage} now */
function heard(now) {
  if (!now.heard.length) return html`<p>还没有听到声音。<small>Nothing heard yet.</small></p>`;
  return html`<ol class="heard">${now.heard.map((one) => html`<li>
    <time>${new Date(one.at).toLocaleTimeString("zh-CN", { hour12: false })}</time> <span>${one.title}</span>
    <audio controls preload="none" src="/heard/${one.file}"></audio></li>`)}</ol>`;
}

/** @param {Stage} now */
function health(now) {
  if (!now.parts.length) return html`<p>显示程序没有应答。<small>The display does not answer.</small></p>`;
  return html`<table><tbody>${now.parts.map((one) => html`<tr class=${one.ok ? "" : "ill"}>
    <th scope="row">${KINDS[one.kind] ?? one.kind} ${one.name}</th>
    <td>${one.ok ? "正常 OK" : "有问题 Wrong"}</td><td>${WORDS[one.word] ?? one.word}</td></tr>`)}</tbody></table>`;
}

function draw() {
  render(html`<h1>大厅演示台 <small>The lobby, on trial</small></h1>
    ${away ? html`<p role="alert">演示已结束。The demo has ended.</p>` : nothing}
    ${stage ? html`
      ${part("屏幕", "Boards", boards(stage))}
      ${part("条屏", "LED strips", html`<iframe src="${stage.wall}/compact" title="条屏墙 LED wall"></iframe>`)}
      <div class="columns">
        ${part("可以这样试", "Try this", switches(stage))}
        ${part("C、D 区的音箱听到了", "What the loudspeaker of C and D heard", heard(stage))}
        ${part("各部分", "Parts", health(stage))}
      </div>` : nothing}`, root);
}

async function look() {
  try {
    stage = await send("GET", "/stage");
    away = false;
  } catch {
    away = true;
  }
  draw();
}

setInterval(look, LOOK_MS);
void look();
