/** Finding an item by typing: for one more errand, and for somebody served without a ticket. */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { finder } from "../finder.js";
import { itemWords } from "../search.js";

/** @typedef {{own: string[], backup: string[]}} Served queues */

/**
 * @param {import("./page.js").Console} screen
 * @param {import("./page.js").Hands} hands
 * @param {import("./dialogs.js").Asking} asking
 * @param {(item: string) => void} onPick
 * @param {Served} [served] only what the window serves: the items of its own queues, then of those it helps
 */
export function itemFinder({ speech, items, doing }, hands, asking, onPick, served) {
  const { tell, name } = speech;
  if (items === null) return html`<p role="status">${tell("desk.ask.add_loading")}</p>`;
  return finder({
    label: tell("desk.ask.add_label"),
    none: tell("finder.none"),
    entries: servedHere(items, served).map((item) => ({
      key: item.code,
      title: name(item.name),
      hint: `${tell(`kind.${item.kind}`)} · ${item.queue}`,
      words: itemWords(item),
    })),
    search: asking.search,
    onSearch: (search) => hands.change({ asking: { ...asking, search } }),
    onPick: (item) => doing === null && onPick(item),
  });
}

/**
 * @param {import("../messages").ItemEntry[]} items
 * @param {Served} [served]
 */
function servedHere(items, served) {
  if (!served) return items;
  const queues = [...served.own, ...served.backup];
  const rank = (/** @type {{queue: string}} */ item) => (served.own.includes(item.queue) ? 0 : 1);
  return items.filter(({ queue }) => queues.includes(queue)).sort((one, other) => rank(one) - rank(other));
}
