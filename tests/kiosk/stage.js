/* Shows states of the kiosk's page with its own drawing; an argument of page.evaluate, once per page. */
async ({ catalogue, idleMs }) => {
  const { draw, tellers } = await import("/page/draw.js");
  const { reduce, untouched } = await import("/page/reducer.js");
  const { watchScroll } = await import("/page/scrolling.js");
  const root = document.getElementById("kiosk");
  const words = await tellers(root.dataset.languages.split(" "));
  let state = untouched("zh-CN", idleMs);
  const render = () => draw(root, words, state, (event) => { state = reduce(state, event); render(); });
  const measure = watchScroll(root, (more) => {
    if (JSON.stringify(more) === JSON.stringify(state.more)) return;
    state = reduce(state, { type: "moved", more });
    render();
  });
  /** The state after the events; `layouts` are chosen before whatever the visitor did. */
  window.show = (events, language) => {
    const all = events.map((event) => (event.type === "catalogue" ? { type: "catalogue", catalogue } : event));
    state = all.reduce(reduce, untouched(language, idleMs));
    render();
    root.querySelector("main")?.scrollTo(0, 0);
    measure();
  };
}
