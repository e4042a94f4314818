/** What is applied for, found by typing: any item or theme of the catalogue. */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { finder } from "../../finder.js";
import { itemWords } from "../../search.js";

/** @param {import("../page.js").Console} screen @param {import("./hands.js").ReceiveHands} hands */
export function subjectView({ speech, receiving }, hands) {
  const { tell, name } = speech;
  const { catalogue, search } = /** @type {import("./hands.js").Receiving} */ (receiving);
  if (catalogue === null) return html`<p class="receive-wait" role="status">${tell("receive.loading")}</p>`;
  const themes = catalogue.themes.map((theme) => ({
    key: `theme:${theme.code}`,
    title: name(theme.name),
    hint: tell("receive.subject.theme"),
    words: [theme.name.zh, theme.name.en, theme.pinyin, theme.initials, theme.code],
  }));
  const items = catalogue.items.filter(({ pick_up }) => !pick_up).map((item) => ({
    key: `item:${item.code}`,
    title: name(item.name),
    hint: tell(`kind.${item.kind}`),
    words: itemWords(item),
  }));
  return html`<div class="receive-find">${finder({
    label: tell("receive.subject.find"),
    none: tell("finder.none"),
    entries: [...items, ...themes],
    search,
    onSearch: (search) => hands.turn({ search }),
    onPick: (key) => hands.pick({ [key.slice(0, key.indexOf(":"))]: key.slice(key.indexOf(":") + 1) }),
  })}
    <p><button class="plain small" type="button" data-act="find" @click=${() => hands.turn({ step: "find" })}>${tell("receive.find.known")}</button></p></div>`;
}
