/** One search of the guide desk: today's tickets, and the appointments and bans behind a code, a document or a whole phone. */
import { change } from "../staff.js";

/** @typedef {import("../messages").AppointmentView} Appointment */
/** @typedef {{q: string, found: import("../messages").FoundTickets, booked: Appointment[], bans: import("../messages").BanView[]}} Result */

const CODE = /^[A-HJ-NP-Z2-9]{8}$/;
const WHOLE_PHONE = /^\+?[0-9]{10,14}$/;

/**
 * @param {import("../messages").Session} session
 * @param {string} q what was typed
 * @returns {Promise<Result>}
 */
export async function search(session, q) {
  /** @type {import("../messages").FoundTickets} */
  const found = await change(session, "POST", "/tickets/find", { q });
  const booked = await firstAppointments(session, soughtBy(q, found.looked_for));
  const bans = found.looked_for.includes("card") && (booked.length > 0 || found.found.length === 0)
    ? (await change(session, "POST", "/booking-bans/find", { document: q })).bans
    : [];
  return { q, found, booked, bans };
}

/** @param {string} q @param {string[]} ways how the server reads it @returns {Record<string, string>[]} what to ask, one after another */
function soughtBy(q, ways) {
  const compact = q.normalize("NFKC").toUpperCase().replace(/[\s\-()·.]/g, "");
  return [
    ...(CODE.test(compact) ? [{ code: q }] : []),
    ...(ways.includes("card") ? [{ document: q }] : []),
    ...(ways.includes("phone") && WHOLE_PHONE.test(compact) ? [{ phone: q }] : []),
  ];
}

/** @param {import("../messages").Session} session @param {Record<string, string>[]} sought @returns {Promise<Appointment[]>} */
async function firstAppointments(session, sought) {
  for (const by of sought) {
    const { appointments } = await change(session, "POST", "/appointments/find", by);
    if (appointments.length > 0) return appointments;
  }
  return [];
}

/** @param {Result | null} result @returns {number} rows that the arrows walk over: tickets, then appointments */
export function rowsOf(result) {
  return result === null ? 0 : result.found.found.length + result.booked.length;
}

/**
 * What an act on an appointment or a ban changes on the screen.
 * @param {string} name
 * @param {any} answer the server's
 * @param {Result | null} result
 * @returns {{booked?: Appointment, result?: Result}}
 */
export function changedBy(name, answer, result) {
  if (name === "cancel_booking") {
    const now = /** @type {Appointment} */ (answer.appointment);
    const booked = result?.booked.map((each) => (each.appointment_id === now.appointment_id ? now : each)) ?? [];
    return { booked: now, ...(result ? { result: { ...result, booked } } : {}) };
  }
  if (name === "lift_ban" && result) {
    return { result: { ...result, bans: result.bans.filter(({ ban_id }) => ban_id !== answer.ban.ban_id) } };
  }
  return {};
}
