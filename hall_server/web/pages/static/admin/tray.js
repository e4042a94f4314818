/** The tray: how much is pending, what is wrong with it, and the way to look it through and apply it. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hashOf } from "./address.js";

/** @param {import("./page.js").Admin} screen @param {import("./page.js").Hands} hands */
export function trayView(screen, hands) {
  const { tell } = screen.speech;
  const { edits, verdict, last } = screen;
  if (edits.length === 0 && last === null) return nothing;
  if (edits.length === 0) return applied(screen, hands);
  const problems = verdict?.problems.length ?? 0;
  const faster = screen.conflict !== null;
  return html`<footer class="tray" data-tray=${edits.length}>
    <b>${tell("admin.tray.pending", { count: edits.length })}</b>
    ${verdict === null && !faster
      ? html`<span class="second" role="status">${tell("admin.tray.checking")}</span>`
      : html`<span role="status" class=${problems || faster ? "bad" : "good"} data-problems=${problems}>
          ${faster ? tell("admin.tray.faster") : problems ? tell("admin.tray.problems", { count: problems }) : tell("admin.tray.sound")}</span>`}
    <span class="gap"></span>
    ${screen.section === "review" ? nothing : html`<a class="primary" href=${hashOf("review")} data-act="review">${tell("admin.tray.review")}</a>`}
  </footer>`;
}

/** @param {import("./page.js").Admin} screen @param {import("./page.js").Hands} hands */
function applied(screen, hands) {
  const { tell } = screen.speech;
  const last = /** @type {import("./plan").ChangeView} */ (screen.last);
  const undo = async () => {
    const undone = await hands.attempt(() => hands.act("POST", `/admin/changes/${last.change_id}/undo`, {}));
    if (undone === null) return;
    hands.change({ last: null, notice: tell("admin.undone", { summary: last.summary }) });
    await hands.refresh();
  };
  return html`<footer class="tray" data-tray="applied">
    <span class="good" role="status">${
      last.due === null
        ? tell("admin.tray.applied", { summary: last.summary })
        : tell("admin.tray.scheduled", { summary: last.summary, date: last.due })
    }</span>
    <span class="gap"></span>
    ${last.undoable ? html`<button class="plain" type="button" data-act="undo" @click=${undo}>${tell("admin.tray.undo")}</button>` : nothing}
    <button class="quiet" type="button" @click=${() => hands.change({ last: null })}>${tell("dialog.understood")}</button>
  </footer>`;
}
