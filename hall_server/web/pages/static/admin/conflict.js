/** Somebody else changed the same entry in the meantime: what they made of it, beside what is meant here. */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { Refused } from "/assets/api.js";
import { onTopOf } from "./edits.js";
import { momentText } from "./moment.js";
import { PARTS } from "./parts.js";
import { same } from "./rows.js";
import { entryName, shown } from "./shown.js";

/** @typedef {import("./page.js").Admin} Admin */
/** @typedef {import("./page.js").Hands} Hands */

/**
 * @template Answer
 * @param {Hands} hands
 * @param {() => Promise<Answer>} asked
 * @returns {Promise<Answer | null>} null when somebody was faster, which the page then shows
 */
export async function unlessFaster(hands, asked) {
  try {
    return await asked();
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== "changed_meanwhile") throw error;
    hands.change({ conflict: /** @type {import("./plan").Conflict} */ (error.facts), refusal: null });
    return null;
  }
}

/** @param {Admin} screen @param {Hands} hands @param {import("./plan").Conflict} conflict */
export function conflictView(screen, hands, conflict) {
  const { tell } = screen.speech;
  const { part, code, by = "", at, now } = conflict;
  const mine = screen.edits.find((edit) => edit.part === part && edit.code === code)?.after ?? null;
  const differing = PARTS[part].fields.filter(({ name }) => !same(mine?.[name], now?.[name]));
  const told = (/** @type {import("./plan").Entry | null} */ entry, /** @type {string} */ field) =>
    entry === null ? tell("admin.conflict.gone") : shown(screen, part, field, entry[field]);
  const takeTheirs = () => hands.edit(screen.edits.filter((edit) => edit.part !== part || edit.code !== code));
  return html`<section class="conflict" role="alert" data-conflict=${code}>
    <h3>${tell("admin.conflict.title", { what: entryName(screen, part, code) })}</h3>
    <p>${by ? tell("admin.conflict.who", { by, time: at ? momentText(screen, at) : "" }) : tell("admin.conflict.somebody")}</p>
    <table><thead><tr><td></td><th scope="col">${tell("admin.conflict.theirs")}</th><th scope="col">${tell("admin.conflict.mine")}</th></tr></thead>
      <tbody>${differing.map(({ name }) => html`<tr><th scope="row">${tell(`admin.field.${name}`)}</th>
        <td dir="auto">${told(now, name)}</td><td dir="auto">${told(mine, name)}</td></tr>`)}</tbody></table>
    <div class="inline">
      <button class="plain" type="button" data-act="theirs" @click=${takeTheirs}>${tell("admin.conflict.take_theirs")}</button>
      <button class="plain" type="button" data-act="mine" @click=${() => hands.edit(onTopOf(screen.edits, part, code, now))}>
        ${tell("admin.conflict.put_mine")}</button>
    </div></section>`;
}
