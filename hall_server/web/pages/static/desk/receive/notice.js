/** The one-time notice as it will be read: everything it names, and that nothing else will be asked. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { askForm, box } from "./asks.js";
import { lacking, wordOf } from "./check.js";
import { wanted } from "./list.js";
import { isSecondNotice } from "./requests.js";

/** @param {import("../page.js").Console} screen @param {import("./hands.js").ReceiveHands} hands */
export function noticeView(screen, hands) {
  const receiving = /** @type {import("./hands.js").Receiving} */ (screen.receiving);
  const { speech } = screen;
  const { tell } = speech;
  const named = lacking(receiving);
  return askForm(screen, hands, tell("receive.ask.notice", { count: named.length }), () => hands.give("notice"), "receive.answer.notice", html`
    <ol class="notice-list" tabindex="0" autofocus aria-label=${tell("receive.notice.label")}>${named.map((material) => {
      const word = wordOf(receiving, material);
      return html`<li data-named=${material.position}><b>${material.name}</b>
        <p class="check-note">${word.state === "WRONG" ? tell("receive.notice.wrong", { problem: word.problem }) : tell("receive.notice.missing")}</p>
        <small>${[wanted(speech, material), material.standard, material.source && tell("receive.source", { source: material.source })].filter(Boolean).join(" · ")}</small></li>`;
    })}</ol>
    <p class="notice-only">${tell("receive.notice.only")}</p>
    ${isSecondNotice(receiving) ? html`<p class="warning">${tell("receive.notice.second")}</p>${box(screen, hands, "notice_reason", 300, true)}` : nothing}
    ${box(screen, hands, "resubmit", 300)}`);
}
