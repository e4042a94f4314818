/** A ticket's whole story in a dialog, for the pages that show a journal. */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { dialog } from "./dialog.js";
import { storyView } from "./story.js";

/** @param {import("./language.js").Speech} spoken @param {import("./messages").Story} story @param {() => void} onLeave */
export function storyDialog(spoken, story, onLeave) {
  const { tell, name } = spoken;
  const { ticket } = story;
  const facts = [name(ticket.item), name(ticket.queue_name), ticket.date, tell(`state.${ticket.state}`)];
  return dialog("story", tell("story.label", { number: ticket.number }), html`<p class="second">${facts.join(" · ")}</p>
    <div class="story-scroll" tabindex="0" role="group" aria-label=${tell("story.label", { number: ticket.number })}>${storyView(spoken, story)}</div>
    <form method="dialog" class="dialog-acts"><button class="primary" autofocus>${tell("dialog.understood")}</button></form>`, null, onLeave);
}
