/**
 * A wait in words: people ahead, and a range in minutes. The same words as on the paper.
 * @typedef {import("./messages.d.ts").Wait} Wait
 * @typedef {import("./messages.d.ts").Page["say"]} Say
 */

/** @param {Say} say @param {Wait} wait */
export function aheadWords(say, wait) {
  if (wait.ahead === 0) return say("wait.ahead.none");
  return say(wait.ahead === 1 ? "wait.ahead.one" : "wait.ahead", { ahead: wait.ahead });
}

/** @param {Say} say @param {Wait} wait */
export function rangeWords(say, wait) {
  const { ahead, low, high } = wait;
  if (low === null || high === null) return say("wait.unserved");
  if (ahead === 0 && low === 0) return say("wait.now");
  if (low === 0) return say("wait.within", { high });
  return low === high ? say("wait.about", { low }) : say("wait.range", { low, high });
}

/** @param {Say} say @param {Wait} wait both in one sentence */
export function waitWords(say, wait) {
  if (wait.ahead === 0 && wait.low === 0) return say("wait.now");
  const ahead = wait.ahead === 0 ? aheadWords(say, wait) : say("wait.ahead.brief", { ahead: wait.ahead });
  return say("wait.both", { ahead, range: rangeWords(say, wait) });
}

/**
 * Window numbers, runs of three and more as "1–5".
 * @param {Say} say
 * @param {string[]} windows
 */
export function windowWords(say, windows) {
  /** @type {string[][]} */
  const runs = [];
  for (const number of windows) {
    const run = runs[runs.length - 1];
    if (run && String(Number(run[run.length - 1]) + 1) === number) run.push(number);
    else runs.push([number]);
  }
  const ranges = runs.flatMap((run) => (run.length > 2 ? [`${run[0]}–${run[run.length - 1]}`] : run));
  return say("windows", { windows: ranges.join(say("windows.join")) });
}
