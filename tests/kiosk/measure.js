/* What a measuring tape finds wrong with the page as drawn; an argument of page.evaluate. */
({ low, contrast }) => {
  const faults = new Set();
  const root = document.querySelector(".asking") ?? document;
  const main = document.querySelector("main")?.getBoundingClientRect();
  const name = (one) => `${one.tagName.toLowerCase()}.${one.classList[0] ?? ""} “${(one.textContent || "").replace(/\s+/g, " ").trim().slice(0, 24)}”`;
  const seen = (one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility === "visible";

  const clipped = (one) => {
    const box = one.getBoundingClientRect();
    if (!main || !one.closest("main")) return box;
    const top = Math.max(box.top, main.top), bottom = Math.min(box.bottom, main.bottom);
    return { left: box.left, right: box.right, top, bottom };
  };
  const controls = [...root.querySelectorAll("button, input, a[href], [role=button]")].filter(seen);
  const boxes = controls.map(clipped);
  controls.forEach((one, place) => {
    const { width, height } = one.getBoundingClientRect();
    if (height < 95.5 || width < 59.5) faults.add(`too small ${Math.round(width)}x${Math.round(height)}: ${name(one)}`);
    const box = boxes[place];
    if (box.bottom <= box.top) return;
    if (low && box.top < innerHeight / 2 - 0.5) faults.add(`out of reach at ${Math.round(box.top)}: ${name(one)}`);
    for (let other = place + 1; other < boxes.length; other += 1) {
      const next = boxes[other];
      if (next.bottom <= next.top || one.contains(controls[other])) continue;
      const across = Math.max(next.left - box.right, box.left - next.right);
      const down = Math.max(next.top - box.bottom, box.top - next.bottom);
      if (across < 17.5 && down < 17.5) faults.add(`too near (${Math.round(Math.max(across, down))}): ${name(one)} and ${name(controls[other])}`);
    }
    if (one.scrollHeight > one.clientHeight + 2 || one.scrollWidth > one.clientWidth + 1) faults.add(`does not fit: ${name(one)}`);
  });

  const wide = "html, main, .upper, .head, .dock, .bar, .fact, .stop, .card, .notice";
  for (const one of document.querySelectorAll(wide)) {
    if (one.scrollWidth > one.clientWidth + 1) faults.add(`overflows across: ${name(one)}`);
  }
  for (const one of document.querySelectorAll(".upper, .top, .asking, .dock, .bar")) {
    if (one.scrollHeight > one.clientHeight + 2) faults.add(`overflows down by ${one.scrollHeight - one.clientHeight}: ${name(one)}`);
  }
  const frame = document.querySelector(".frame");
  if (frame && main.height < 150) faults.add(`the page itself has only ${Math.round(main.height)} px`);

  const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = ([red, green, blue]) => [red, green, blue]
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, place) => sum + value * [0.2126, 0.7152, 0.0722][place], 0);
  const behind = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const svg = at instanceof SVGElement && at.matches("rect, path, circle") ? at : null;
      const [red, green, blue, alpha = 1] = channels(getComputedStyle(svg ?? at).backgroundColor);
      if (alpha === 1) return [red, green, blue];
    }
    return [255, 255, 255];
  };
  const judge = (one, colour) => {
    const [brighter, darker] = [light(channels(colour)), light(behind(one))].sort((a, b) => b - a);
    const ratio = (brighter + 0.05) / (darker + 0.05);
    if (ratio < (contrast ? 7 : 4.5)) faults.add(`contrast ${ratio.toFixed(1)}: ${name(one)}`);
  };
  const walker = document.createTreeWalker(root === document ? document.body : root, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const one = text.parentElement;
    if (!text.textContent.trim() || one.closest(".unseen, .frame[inert]") || !seen(one)) continue;
    const style = getComputedStyle(one);
    const size = parseFloat(style.fontSize);
    if (one instanceof SVGElement) continue;
    judge(one, style.color);
    if (size < 27.9) faults.add(`type of ${size} px: ${name(one)}`);
    const range = document.createRange();
    range.selectNodeContents(text);
    const lines = new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size;
    const spacing = parseFloat(style.lineHeight) / size;
    if (lines > 1 && spacing < 1.295) faults.add(`line spacing ${spacing.toFixed(2)}: ${name(one)}`);
  }
  for (const field of root.querySelectorAll("input")) judge(field, getComputedStyle(field).color);
  return [...faults];
}
