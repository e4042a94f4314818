/*
 * Run before a board's own scripts: its clock, its timers and its event stream are the test's.
 * `inHand.play(steps)` lets time pass and events come, and tells what the page showed after each.
 */
(() => {
  const RealDate = Date;
  const begin = RealDate.parse("2026-11-23T01:00:00Z");
  let now = 0;
  let names = 0;
  const timers = new Map();
  const later = (act, ms = 0, every = null) => {
    names += 1;
    timers.set(names, { act, at: now + ms, every });
    return names;
  };
  performance.now = () => now;
  window.Date = class extends RealDate {
    constructor(...parts) {
      super(...(parts.length ? parts : [begin + now]));
    }

    static now() {
      return begin + now;
    }
  };
  window.setTimeout = (act, ms) => later(act, ms);
  window.setInterval = (act, ms) => later(act, ms, ms);
  window.clearTimeout = (name) => timers.delete(name);
  window.clearInterval = window.clearTimeout;

  /** Each timer that is due runs once, as on a machine that was busy. */
  const runTimers = () => {
    for (const [name, timer] of [...timers]) {
      if (timer.at > now || !timers.has(name)) continue;
      if (timer.every === null) timers.delete(name);
      else timer.at = now + timer.every;
      timer.act();
    }
  };

  const streams = new Set();
  window.EventSource = class {
    static CLOSED = 2;

    readyState = 1;

    #hearers = {};

    constructor() {
      streams.add(this);
    }

    addEventListener(name, hear) {
      this.#hearers[name] = hear;
    }

    send(name, data) {
      this.#hearers[name]?.({ data });
    }

    close() {
      streams.delete(this);
    }
  };

  let rung = [];
  document.addEventListener("hall:ring", ({ detail }) => rung.push(detail.call_id));

  const text = (root, selector) => root?.querySelector(selector)?.textContent.trim() ?? null;
  const call = (root) => [text(root, ".number"), text(root, ".window-number b")];
  const calls = (selector) => [...document.querySelectorAll(selector)].map(call);
  const shown = () => {
    const hero = document.querySelector(".hero:not(.none)");
    const told = {
      rung,
      hero: hero ? call(hero) : null,
      flashes: Boolean(hero?.classList.contains("flash")),
      live: calls(".rows li.live"),
      over: calls(".rows li.over"),
      lost: Boolean(document.querySelector(".lost, .stale")),
      leave: Boolean(document.querySelector(".evacuation")),
      more: Boolean(document.querySelector(".turn")),
    };
    rung = [];
    return told;
  };

  window.inHand = {
    /** @param {{wait: number, sent: [string, string][]}[]} steps milliseconds, and events by name */
    play: (steps) =>
      steps.map(({ wait, sent }) => {
        now += wait;
        for (const [name, data] of sent) {
          for (const stream of [...streams]) stream.send(name, data);
        }
        runTimers();
        return shown();
      }),
  };
})();
