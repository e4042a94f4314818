/** Pictures and videos: sent with their progress shown, looked at, put in order like any other part. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { withNew } from "./edits.js";
import { mayEdit } from "./list.js";
import { planSection } from "./plan_section.js";
import { sendFile } from "./sending.js";

/** @typedef {import("./page.js").Admin} Admin */
/** @typedef {import("./page.js").Hands} Hands */

const PART = "media";
const TAKEN = "image/png,image/jpeg,image/webp,video/mp4,video/webm";

/** @type {import("./sections.js").Section} */
export const MEDIA = planSection("notices", PART, { instead: senderView });

/** @param {Admin} screen @param {Hands} hands the button that sends a file, in the place of the one for a new entry */
function senderView(screen, hands) {
  const { tell } = screen.speech;
  const share = screen.own[PART]?.share ?? null;
  const pick = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const file = input.files?.[0];
    input.value = "";
    if (file !== undefined) take(screen, hands, file);
  };
  if (!mayEdit(screen, PART)) return nothing;
  if (share !== null) return html`<progress max="1" value=${share} aria-label=${tell("admin.media.sending")}></progress>`;
  return html`<label class="plain small file-button">${tell("admin.media.send")}
    <input class="unseen" type="file" accept=${TAKEN} data-act="send-file" @change=${pick} /></label>`;
}

/** @param {Admin} screen @param {Hands} hands @param {File} file */
async function take(screen, hands, file) {
  hands.own(PART, { share: 0 });
  const stored = await hands.attempt(() => sendFile(screen.session, "/admin/media", file, (share) => hands.own(PART, { share })));
  hands.own(PART, { share: null });
  if (stored === null) return;
  const { sha256, type, size } = stored;
  const zh = file.name.replace(/\.\w+$/, "").slice(0, 100);
  const entry = { code: sha256.slice(0, 8), name: { zh, en: "" }, type, size, sha256, begins: null, ends: null };
  const { edits, key } = withNew(screen.edits, PART, entry);
  hands.edit(edits);
  hands.go(PART, key);
}
