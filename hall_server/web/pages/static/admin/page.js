/** The administration page: state, wiring, and the one place where an act is sent. */
import { speech } from "../language.js";
import { refusalSentence } from "../refusal.js";
import { showScreen } from "../screen.js";
import { change as changeAs, currentSession, read } from "../staff.js";
import { addressOf, hashOf } from "./address.js";
import { localProblems } from "./checks.js";
import { unlessFaster } from "./conflict.js";
import { sent } from "./edits.js";
import { keep, keptEdits, warnBeforeLeaving } from "./kept.js";
import { firstField, onKey } from "./keys.js";
import { SPOKEN, sectionsFor } from "./sections.js";
import { adminView } from "./view.js";

/** @typedef {import("./admin").Admin} Admin */
/** @typedef {import("./admin").Hands} Hands */

const CHECK_AFTER_MS = 400;
const [session, spoken] = await Promise.all([currentSession(), speech("zh-CN", SPOKEN)]);
const sections = sectionsFor(session.roles);

/** @type {Admin} */
const start = {
  speech: spoken,
  session,
  setup: null,
  readings: new Map(),
  ...whereabouts(),
  edits: [],
  verdict: null,
  conflict: null,
  last: null,
  own: {},
  refusal: sections.length ? null : spoken.tell("admin.not_yours"),
  notice: null,
  helping: false,
  doing: false,
};
/** @type {Hands} */
const hands = { change: turn, own, go, edit, refresh, attempt, act };
const { state, change } = showScreen(start, (now) => adminView(now, hands, sections));
let checkSoon = 0;

/** @param {Partial<Admin>} part */
function turn(part) {
  change(part);
}

/** @returns {{section: string, key: string | null}} the first section where the address names none */
function whereabouts() {
  const address = addressOf(location.hash);
  const known = sections.some(({ key }) => key === address.section);
  return known ? address : { section: sections[0]?.key ?? "", key: null };
}

/** @param {string} section @param {string | null} [key] */
function go(section, key = null) {
  location.hash = hashOf(section, key);
}

/** @param {string} key @param {Record<string, any>} part */
function own(key, part) {
  change({ own: { ...state.own, [key]: { ...state.own[key], ...part } } });
}

/** @param {import("./edits.js").Kept[]} edits */
function edit(edits) {
  if (state.setup === null) return;
  const kept = keep(state.setup.hall_code, session.badge, edits);
  change({ edits, notice: kept ? state.notice : state.speech.tell("admin.not_kept"), verdict: edits.length ? state.verdict : null, conflict: null });
  clearTimeout(checkSoon);
  checkSoon = setTimeout(settled, CHECK_AFTER_MS);
}

/** The tray has come to rest: the open section may show what came of it. */
async function settled() {
  openSection()?.edited?.(state, hands);
  await check();
}

function openSection() {
  return sections.find(({ key }) => key === state.section);
}

/**
 * Says what is wrong with the tray, and what it would change: what fields refuse by themselves first,
 * then what the server finds in the whole. A verdict on an older tray is dropped.
 */
async function check() {
  const { edits } = state;
  if (edits.length === 0) return change({ verdict: null });
  const problems = localProblems(edits, state.setup);
  if (problems.length) return change({ verdict: { problems, difference: [] } });
  const verdict = await attempt(() => unlessFaster(hands, () => act("POST", "/admin/changes/preview", { edits: sent(edits) })));
  if (verdict !== null && edits === state.edits) change({ verdict });
}

/** @param {string} method @param {string} path @param {unknown} [body] */
function act(method, path, body) {
  return changeAs(session, method, path, body);
}

/**
 * @template Answer
 * @param {() => Promise<Answer>} asked
 * @returns {Promise<Answer | null>}
 */
async function attempt(asked) {
  try {
    const answer = await asked();
    if (state.refusal !== null) change({ refusal: null });
    return answer;
  } catch (error) {
    change({ refusal: refusalSentence(state.speech, error) });
    return null;
  }
}

async function refresh() {
  const setup = await attempt(() => read("/admin/setup"));
  if (setup === null || setup.version === state.setup?.version) return;
  const edits = state.setup === null ? keptEdits(setup.hall_code, session.badge).filter(({ part }) => part in setup.parts) : state.edits;
  change({ setup, edits });
  await check();
}

function arrive() {
  const before = state.key;
  const place = whereabouts();
  const moved = place.section !== state.section;
  change({ ...place, refusal: null, notice: moved ? null : state.notice });
  if (moved || before === state.key) openSection()?.enter?.(state, hands);
  if (state.key !== null && state.key !== before) firstField()?.focus();
  document.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
}

if (sections.length) {
  addEventListener("hashchange", arrive);
  addEventListener("focus", refresh);
  addEventListener("keydown", (event) => onKey(event, state, hands));
  warnBeforeLeaving(() => state.edits.length > 0);
  await refresh();
  arrive();
  const catalogue = await attempt(() => read("/catalogue"));
  /** @param {import("../messages").ItemEntry} item */
  const reading = ({ code, pinyin, initials }) => /** @type {[string, string]} */ ([code, `${pinyin} ${initials}`]);
  change({ readings: new Map(catalogue?.items.map(reading)) });
}
