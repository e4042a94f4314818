/** One case: state, wiring, and the one place where an act is sent. */
import { giveKeyboardBack } from "../given_back.js";
import { asksForHelp } from "../help.js";
import { refusalSentence } from "../refusal.js";
import { factsOfPage, showScreen } from "../screen.js";
import { speech } from "../language.js";
import { change as changeAs, currentSession, read } from "../staff.js";
import { bodyOf, fieldsOf, pathOf } from "./acts.js";
import { firstWords } from "./fields.js";
import { caseView } from "./view.js";

/** @typedef {import("./state.js").File} File */

const number = factsOfPage().case ?? "";
const [session, spoken] = await Promise.all([currentSession(), speech("zh-CN", ["cases"])]);

/** @type {File} */
const start = {
  speech: spoken, session, number, view: null, story: null, asking: null, doing: false, refusal: null, notice: null, shown: null,
};
/** @type {import("./state.js").Hands} */
const hands = { change: (part) => change(part), ask, say, act, again, print, reveal };
const { state, change } = showScreen(start, (now) => caseView(now, hands));

async function again() {
  try {
    const [view, story] = await Promise.all([read(`/cases/${number}`), read(`/cases/${number}/story`)]);
    change({ view, story, refusal: null });
  } catch (error) {
    change({ refusal: refusalSentence(state.speech, error) });
  }
}

/** @param {string} name @param {number | null} [step] */
function ask(name, step = null) {
  const { view } = state;
  if (view === null || state.doing) return;
  const said = name === "help" ? {} : firstWords(view, fieldsOf(view, name, step));
  change({ asking: { act: name, step, said }, refusal: null, notice: null });
}

/** @param {Record<string, any>} part */
function say(part) {
  if (state.asking !== null) change({ asking: { ...state.asking, said: { ...state.asking.said, ...part } } });
}

/** A press while another act is under way does nothing; a case that others changed is shown as it is now. */
async function act() {
  const { asking, view } = state;
  if (asking === null || view === null || state.doing) return;
  await during(async () => {
    const told = await changeAs(session, "POST", pathOf(number, asking), bodyOf(view, asking), { "If-Match": String(view.version) });
    change({ view: told.case, asking: null, notice: state.speech.tell(`cases.done.${asking.act}`) });
  });
}

/** @param {number} document */
async function print(document) {
  await during(async () => {
    await changeAs(session, "POST", `/cases/${number}/documents/${document}/print`, {});
    change({ notice: state.speech.tell("cases.done.print") });
  });
}

async function reveal() {
  await during(async () => {
    change({ shown: await changeAs(session, "POST", `/cases/${number}/reveal`, {}) });
  });
}

/** @param {() => Promise<void>} doing */
async function during(doing) {
  change({ doing: true, refusal: null, notice: null });
  try {
    await doing();
    change({ story: await read(`/cases/${number}/story`) });
  } catch (error) {
    change({ refusal: refusalSentence(state.speech, error) });
  } finally {
    change({ doing: false });
  }
}

addEventListener("click", giveKeyboardBack);
addEventListener("keydown", (event) => {
  if (state.asking === null && state.shown === null && asksForHelp(event)) {
    event.preventDefault();
    change({ asking: { act: "help", step: null, said: {} } });
  }
});
addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && state.asking === null && !state.doing && state.refusal === null) again();
});
again();
