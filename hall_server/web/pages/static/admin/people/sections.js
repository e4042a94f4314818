/** The sections about those who work in the hall and about its devices. */
import { DEVICES } from "./devices.js";
import { PRINTERS } from "./printers.js";
import { STAFF } from "./staff.js";

/** @type {import("../sections.js").Section[]} */
export const PEOPLE_SECTIONS = [STAFF, DEVICES, PRINTERS];
