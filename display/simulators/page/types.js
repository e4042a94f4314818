/**
 * Shapes of what the program tells, as `display.simulators.telling` makes them.
 *
 * @typedef {object} Fixed how a panel is made
 * @property {string} window
 * @property {number} address
 * @property {boolean} tubes
 * @property {number} columns dots, or digits of tubes
 * @property {number} rows dots; 0 of tubes
 * @property {"red" | "green" | "yellow"} colour its own
 *
 * @typedef {object} Told what a panel shows now
 * @property {string} text
 * @property {boolean} lit
 * @property {number} brightness percent
 * @property {string[]} faults
 * @property {boolean} flashing
 * @property {boolean} by_itself whether the panel makes it flash, and not its master
 * @property {boolean} runs from right to left, without end
 * @property {number} [columns] dots of a strip's text; more than it has when the text runs
 * @property {number[]} [digits] segments, a in bit 0 to g in bit 6, the point in bit 7
 * @property {string} [red] dots in base64, row by row
 * @property {string} [green]
 *
 * @typedef {{letter: string, name: {zh: string, en: string}, panels: string[]}} Zone
 * @typedef {{name: string, protocol: string, baud: number, url: string}} Line
 * @typedef {{plugged: boolean, heard: boolean, damaged: number}} LineTold
 * @typedef {{zones: Zone[], panels: Record<string, Fixed>, lines: Line[]}} Layout
 * @typedef {{shown: {at: string, text: string}[], frames: {at: string, bytes: string}[]}} Story
 * @typedef {{now: string, panels: Record<string, Told>, lines: Record<string, LineTold>}} News
 *
 * @typedef {object} State
 * @property {(key: string, values?: Record<string, string | number>) => string} tell
 * @property {string} language
 * @property {Layout} layout
 * @property {Record<string, Told>} panels
 * @property {Record<string, LineTold>} lines
 * @property {string | null} chosen key of a panel
 * @property {Story | null} story of the chosen one
 * @property {Date | null} silentSince
 * @property {boolean} compact
 *
 * @typedef {object} Acts
 * @property {(key: string | null) => void} choose
 * @property {(fault: string, begins: boolean) => void} fail
 * @property {(line: string, cut: boolean) => void} cut
 * @property {() => void} switchLanguage
 */

export {};
