/** A picture or video of the hall as its form shows it. */
import { html } from "/assets/vendor/lit-html/lit-html.js";

/** @param {import("./fields.js").Filling} filling */
export function mediumField({ screen, part, value, row }) {
  const { sha256, size } = row.entry;
  const address = `/api/v1/${part}/${sha256}`;
  const name = screen.speech.name(row.entry.name);
  return html`<figure class="medium">${String(value).startsWith("video/")
      ? html`<video src=${address} controls preload="metadata" aria-label=${name}></video>`
      : html`<img src=${address} alt=${name} />`}
    <figcaption class="second">${value} · ${screen.speech.tell("admin.media.size", { size: Math.max(1, Math.round(size / 1024)) })}</figcaption></figure>`;
}
