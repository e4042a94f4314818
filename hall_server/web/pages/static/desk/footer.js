/** The console's buttons: the one main act, the acts on the stop in hand, the acts on the window. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { ASKING, STOP_COMMANDS, WINDOW_COMMANDS } from "./commands.js";
import { mainAct } from "./desk_now.js";

/**
 * @param {import("./page.js").Console} screen
 * @param {import("./page.js").Hands} hands
 * @param {import("../messages").DeskState} desk
 * @param {ReturnType<typeof import("./desk_now.js").sitting>} who
 */
export function deskFooter(screen, hands, desk, who) {
  const { tell } = screen.speech;
  const main = mainAct(desk, who);
  const still = !screen.line.up || screen.doing !== null;
  return html`<footer class="acts">
    ${main === null
      ? nothing
      : html`<button class="primary main" type="button" data-act=${main} ?disabled=${still}
          @click=${() => hands.act(main)}>
          ${tell(`desk.do.${main}`)} <kbd>${tell("key.space")}</kbd>
        </button>`}
    ${who === "mine" ? buttons(STOP_COMMANDS) : nothing}
    ${who === "mine" ? buttons(WINDOW_COMMANDS.filter(({ name }) => name === "walk_in")) : nothing}
    <span class="gap"></span>
    ${who === "mine" ? buttons(WINDOW_COMMANDS.filter(({ name }) => name !== "sign_out" && name !== "walk_in")) : nothing}
  </footer>`;

  /** @param {import("./commands.js").Command[]} commands */
  function buttons(commands) {
    return commands.filter(({ name, fits }) => fits(desk) && name !== main).map(
      ({ name, key }) => html`<button class="plain" type="button" data-act=${name} ?disabled=${still}
        @click=${() => (ASKING.has(name) ? hands.ask(name) : hands.act(name))}>
        ${tell(`desk.do.${name}`)} <kbd>${key}</kbd>
      </button>`,
    );
  }
}
