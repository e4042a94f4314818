/**
 * A board on which nothing is drawn is loaded again: its scripts did not come, or they fail. Not a
 * module, so that it runs when a module does not.
 */
(() => {
  const LOOK_MS = 5000;

  /** That many looks in a row without a drawing. */
  const PATIENCE = 3;

  let drawn = false;
  let missed = 0;
  document.addEventListener("hall:drawn", () => (drawn = true));
  // Also a style sheet: a board without its sizes cannot be read.
  addEventListener(
    "error",
    ({ target }) => {
      if (target instanceof HTMLScriptElement || target instanceof HTMLLinkElement) missed = PATIENCE;
    },
    true,
  );
  setInterval(() => {
    missed = drawn && missed < PATIENCE ? 0 : missed + 1;
    drawn = false;
    if (missed < PATIENCE) return;
    missed = 0;
    // A page that cannot be had now must not take the place of one that says since when it is old.
    fetch(location.href, { cache: "no-store" }).then(
      ({ ok }) => ok && location.reload(),
      () => {},
    );
  }, LOOK_MS);
})();
