/** The administration page: state, wiring, and the one place where an act is sent. */
import { showScreen } from "../screen.js";
import { speech } from "../language.js";
import { currentSession, read } from "../staff.js";
import { addressOf, hashOf } from "./address.js";
import { asker } from "./asking.js";
import { checker } from "./checking.js";
import { fetchWaiting } from "./history.js";
import { keptEdits, warnBeforeLeaving } from "./kept.js";
import { firstField, onKey } from "./keys.js";
import { SPOKEN, sectionsFor } from "./sections.js";
import { adminView } from "./view.js";

/** @typedef {import("./admin").Admin} Admin */
/** @typedef {import("./admin").Hands} Hands */

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
const hands = { change: turn, own, go, refresh, edit: (edits) => edit(edits), ...asker(start, turn) };
const { attempt } = hands;
const { state, change } = showScreen(start, (now) => adminView(now, hands, sections));
const { edit, check } = checker(state, hands, () => openSection()?.edited?.(state, hands));

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

function openSection() {
  return sections.find(({ key }) => key === state.section);
}

async function refresh() {
  const setup = await attempt(() => read("/admin/setup"));
  if (setup === null || setup.version === state.setup?.version) return;
  const kept = state.setup === null ? keptEdits(setup.hall_code, session.badge) : state.edits;
  change({ setup, edits: kept.filter(({ part }) => part in setup.parts) });
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
  await fetchWaiting(hands);
  const catalogue = await attempt(() => read("/catalogue"));
  /** @param {import("../messages").ItemEntry} item */
  const reading = ({ code, pinyin, initials }) => /** @type {[string, string]} */ ([code, `${pinyin} ${initials}`]);
  change({ readings: new Map(catalogue?.items.map(reading)) });
}
