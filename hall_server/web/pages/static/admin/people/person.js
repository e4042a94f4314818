/** One person: name and roles in a form, then what opens doors: password, card, and whether they work here. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { keyed } from "/assets/vendor/lit-html/directives/keyed.js";
import { age, doAndRead, mayAdminister } from "./keeping.js";

/** @typedef {import("../page.js").Admin} Admin */
/** @typedef {import("../page.js").Hands} Hands */
/** @typedef {import("./messages").StaffMember} Member */

const ROLES = ["clerk", "guide", "supervisor", "admin", "auditor"];
const PATH = "/admin/staff";

/** @param {string} badge @param {string} [act] */
export const pathOf = (badge, act = "") => `${PATH}/${encodeURIComponent(badge)}${act}`;

/**
 * @param {Admin} screen @param {Hands} hands
 * @param {() => Promise<any>} asked
 * @returns {Promise<import("./messages").StaffNow | null>}
 */
export const done = (screen, hands, asked) => doAndRead(screen, hands, "staff", asked, PATH);

/** @param {Admin} screen @param {Hands} hands */
export function newPerson(screen, hands) {
  const { tell } = screen.speech;
  const add = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const body = { badge: form.get("badge"), name: form.get("name"), roles: form.getAll("role") };
    const answer = await done(screen, hands, () => hands.act("POST", PATH, body));
    if (answer === null) return;
    hands.own("staff", { told: { member: answer.member, password: answer.one_time_password } });
    hands.go("staff", answer.member.badge);
  };
  return html`<form class="form" data-form="new" @submit=${add}>
    <header><h3>${tell("people.new")}</h3></header><fieldset>
    ${field(tell("people.badge"), html`<input name="badge" required maxlength="40" pattern="\\S+" autocomplete="off" autofocus aria-label=${tell("people.badge")} />`)}
    ${field(tell("people.name"), html`<input name="name" required maxlength="100" autocomplete="off" aria-label=${tell("people.name")} />`)}
    ${field(tell("people.roles"), roleChoice(screen, ["clerk"], false))}
    <p class="second">${tell("people.new_hint")}</p>
    <div class="dialog-acts"><button class="primary" type="submit" ?disabled=${screen.doing}>${tell("people.do_add")}</button></div>
  </fieldset></form>`;
}

/** @param {Admin} screen @param {Hands} hands @param {Member} member */
export function personView(screen, hands, member) {
  const { tell } = screen.speech;
  const edits = mayAdminister(screen) && member.active;
  const change = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const body = { name: form.get("name"), roles: form.getAll("role"), seen: screen.own.staff.seen?.[member.badge] ?? member.seen };
    const asked = () => hands.act("PUT", pathOf(member.badge), body);
    done(screen, hands, asked).then((answer) => (answer ? said(screen, hands, answer) : afresh(screen, hands, member.badge)));
  };
  // What is typed belongs to the person as seen when the typing began: a change by somebody else is told, not overwritten.
  const touched = () => {
    const seen = screen.own.staff.seen ?? {};
    if (!(member.badge in seen)) hands.own("staff", { seen: { ...seen, [member.badge]: member.seen } });
  };
  return html`<div class="form" data-person-form=${member.badge}>
    <header><b class="code" dir="auto">${member.badge}</b><h3 class="clip" dir="auto">${member.name}</h3>
      ${member.active ? nothing : html`<span class="mark">${tell("people.inactive")}</span>`}</header>
    ${keyed(`${member.badge} ${screen.own.staff.fresh ?? 0}`, html`<form @submit=${change} @input=${touched}>
      ${field(tell("people.name"), html`<input name="name" required maxlength="100" autocomplete="off" aria-label=${tell("people.name")} dir="auto"
        value=${member.name} ?disabled=${!edits} />`)}
      ${field(tell("people.roles"), roleChoice(screen, member.roles, !edits))}
      ${edits ? html`<div class="dialog-acts"><button class="primary" type="submit" ?disabled=${screen.doing}>${tell("people.do_change")}</button></div>` : nothing}
    </form>`)}
    ${facts(screen, member)}
    ${mayAdminister(screen) ? doors(screen, hands, member) : nothing}
  </div>`;
}

/** @param {Admin} screen @param {Hands} hands @param {import("./messages").StaffNow} answer */
export function said(screen, hands, answer) {
  const { tell } = screen.speech;
  afresh(screen, hands, answer.member.badge);
  const name = answer.member.name;
  hands.change({ notice: answer.put_back ? tell("people.put_back", { name, number: answer.put_back }) : tell("people.kept", { name }) });
}

/**
 * The form shows the person as kept, whatever was typed: a refusal says why beside it.
 * @param {Admin} screen @param {Hands} hands @param {string} badge
 */
function afresh(screen, hands, badge) {
  const { [badge]: _, ...seen } = screen.own.staff.seen ?? {};
  hands.own("staff", { seen, fresh: (screen.own.staff.fresh ?? 0) + 1 });
}

/** @param {Admin} screen @param {Member} member */
function facts({ speech }, { window, last_act, has_card }) {
  const { tell, knows } = speech;
  const act = last_act && knows(`act.${last_act.act}`) ? tell(`act.${last_act.act}`, { print: "", printer: "", status: "" }) : last_act?.act;
  return html`<dl class="facts">
    <div><dt>${tell("people.window")}</dt><dd>${window === null ? tell("people.no_window") : tell("people.at_window", { window })}</dd></div>
    <div><dt>${tell("people.last_act")}</dt><dd>${last_act === null ? tell("people.no_act") : `${act}${tell("list.comma")}${age(speech, last_act.at)}`}</dd></div>
    <div><dt>${tell("people.card")}</dt><dd>${tell(has_card ? "people.has_card" : "people.no_card")}</dd></div>
  </dl>`;
}

/** @param {Admin} screen @param {Hands} hands @param {Member} member */
function doors(screen, hands, member) {
  const { tell } = screen.speech;
  const ask = (/** @type {string} */ asking) => () => hands.own("staff", { asking });
  const act = (/** @type {string} */ name, danger = "") => html`<button class="plain small ${danger}" type="button" data-act=${name}
    ?disabled=${screen.doing} @click=${ask(name)}>${tell(`people.do.${name}`)}</button>`;
  if (!member.active) return html`<div class="doors">${act("reactivate")}</div>`;
  return html`<div class="doors">${act("password")}${act("card")}${member.has_card ? act("card_off") : nothing}${act("deactivate", "danger")}</div>`;
}

/** @param {Admin} screen @param {string[]} chosen @param {boolean} fixed */
function roleChoice({ speech }, chosen, fixed) {
  const { tell } = speech;
  return html`<div class="roles">${ROLES.map((role) => html`<label class="check">
    <input type="checkbox" name="role" value=${role} ?checked=${chosen.includes(role)} ?disabled=${fixed} />
    <span>${tell(`role.${role}`)} <small class="second">${tell(`people.role_hint.${role}`)}</small></span></label>`)}</div>`;
}

/** @param {string} label @param {unknown} control */
export function field(label, control) {
  return html`<div class="entry-field"><span class="label">${label}</span><div class="control">${control}</div></div>`;
}
