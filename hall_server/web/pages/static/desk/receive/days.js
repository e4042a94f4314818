/** A date of the hall in words, always with its weekday. Pure. */
import { dateForm } from "/assets/clock.js";

/** @param {{language: string}} speech @param {string} date such as `2026-11-30` @returns {string} */
export function dayWords({ language }, date) {
  return dateForm(language, { year: "numeric", month: "short", day: "numeric", weekday: "short", timeZone: "UTC" }).format(
    new Date(`${date}T00:00:00Z`),
  );
}
