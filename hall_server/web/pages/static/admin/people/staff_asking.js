/** Questions before a person's doors change, and the one-time password, told large and once. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { dialog } from "../../dialog.js";
import { done, pathOf, said } from "./person.js";

/** @typedef {import("../page.js").Admin} Admin */
/** @typedef {import("../page.js").Hands} Hands */
/** @typedef {import("./messages").StaffMember} Member */

/** @type {Record<string, {method: string, path: string}>} */
const ACTS = {
  password: { method: "POST", path: "/password" },
  card: { method: "PUT", path: "/card" },
  card_off: { method: "DELETE", path: "/card" },
  deactivate: { method: "POST", path: "/deactivate" },
  reactivate: { method: "POST", path: "/reactivate" },
};

/** @param {Admin} screen @param {Hands} hands @param {Member} member */
export function askingView(screen, hands, member) {
  const { tell } = screen.speech;
  const asking = /** @type {string} */ (screen.own.staff.asking);
  const leave = () => {
    hands.own("staff", { asking: null });
    hands.change({ refusal: null });
  };
  const send = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const typed = Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (event.target)));
    const { method, path } = ACTS[asking];
    const body = method === "DELETE" ? undefined : { ...typed, seen: member.seen };
    const answer = await done(screen, hands, () => hands.act(method, pathOf(member.badge, path), body));
    if (answer === null) return;
    const told = answer.one_time_password ? { member: answer.member, password: answer.one_time_password } : null;
    hands.own("staff", { asking: null, told });
    said(screen, hands, answer);
  };
  const body = html`<form @submit=${send}>
    <p>${tell(`people.ask.${asking}_hint`, { name: member.name, window: member.window ?? "" })}</p>
    ${asking === "deactivate" && member.window !== null
      ? html`<p class="warning">${tell("people.ask.at_window", { window: member.window })}</p>` : nothing}
    ${asking === "card"
      ? html`<label class="field"><span>${tell("people.ask.card_label")}</span>
          <input name="card" required minlength="4" maxlength="64" autocomplete="off" autofocus /></label>` : nothing}
    <div class="dialog-acts">
      <button class="primary" type="submit" ?disabled=${screen.doing}>${tell(`people.do.${asking}`)}</button>
      <button class="plain" type="button" @click=${leave}>${tell("dialog.back")}</button>
    </div></form>`;
  return dialog(`staff-${asking}`, tell(`people.ask.${asking}`, { name: member.name }), body, screen.refusal, leave);
}

/** @param {Admin} screen @param {Hands} hands */
export function toldView(screen, hands) {
  const { tell } = screen.speech;
  const { member, password } = screen.own.staff.told;
  const leave = () => hands.own("staff", { told: null });
  const body = html`<p>${tell("people.told_hint", { name: member.name })}</p>
    <p class="one-time" data-password>${password}</p>
    <p class="second">${tell("people.told_badge", { badge: member.badge })}</p>
    <div class="dialog-acts"><button class="primary" type="button" autofocus @click=${leave}>${tell("people.told_done")}</button></div>`;
  return dialog("staff-told", tell("people.told", { name: member.name }), body, null, leave);
}
