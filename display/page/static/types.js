/**
 * What the stream tells a page: the JSON of `display.board.Picture`, whose state is `BoardState`.
 *
 * @typedef {{zh: string, en: string}} Text
 * @typedef {{ahead: number, low: number | null, high: number | null}} Wait
 * @typedef {{call_id: number, number: string, window: string, zone: string, zone_name: Text,
 *   at: string, recall: number, live: boolean, spoken?: Text | null}} Call
 * @typedef {{sha256: string, type: string, name: Text}} Medium
 * @typedef {{zone: string, name: Text, waiting: number, wait: Wait, windows_open: number}} Zone
 * @typedef {"closed" | "paused" | "idle" | "calling" | "serving"} WindowState
 * @typedef {{window: string, zone: string, name: Text, state: WindowState, number: string | null,
 *   call_id: number | null, called_at: string | null, pause_reason: Text | null,
 *   clerk: string | null, queues: Text[], instead: string[]}} Window
 * @typedef {{text: Text, since: string, begun_by: string}} Evacuation
 * @typedef {{version: number, at: string, hall: Text, timezone: string, day_open: boolean, calls: Call[],
 *   zones: Zone[], windows: Window[], notice: Text, notices: Text[],
 *   evacuation: Evacuation | null}} BoardState
 * @typedef {{call_id: number, call_at: string, at: string}} Ring
 * @typedef {{now: string, lost_since: string | null, state: BoardState | null,
 *   rings: Ring[], media: Medium[], pairing: {code: string | null, lost: boolean} | null,
 *   lobby: LobbyState | null}} Picture
 */

/**
 * The lobby's second view: the JSON of `LobbyState`, told to the pages that ask for it.
 *
 * @typedef {{minutes: number, waiting: number, longest_s: number}} OutlookPoint
 * @typedef {{queue: string, name: Text, zone: string, waiting: number, wait: Wait,
 *   longest: string | null, longest_s: number, limit_minutes: number, windows: string[],
 *   idle: string[], served_today: number, next: string[], outlook: OutlookPoint[],
 *   closed: Text | null}} LobbyQueue
 * @typedef {{item: string, name: Text, queue: string, zone: string, waiting: number,
 *   closed: Text | null}} LobbyItem
 * @typedef {{version: number, at: string, day_open: boolean, queues: LobbyQueue[],
 *   items: LobbyItem[]}} LobbyState
 */

/**
 * How the board looks: the JSON of `display.layout.PageLayout`.
 *
 * @typedef {"dark" | "light" | "colour_safe"} Theme
 * @typedef {"media" | "waiting" | "recent"} Part
 * @typedef {"slow" | "usual" | "fast"} Speed
 * @typedef {"left" | "right" | "up" | "down" | "up_left" | "up_right"} Direction
 * @typedef {{name: string, theme: Theme, languages: string[], clock: boolean, zones: string[],
 *   beside: Part[], side: "left" | "right" | "above" | "below" | null,
 *   share: "narrow" | "usual" | "half", rows: number | null, recent: number, page_s: number,
 *   notices: "pages" | "ticker" | "none", ticker: Speed, media: Medium[], hall_media: boolean,
 *   picture_s: number, arrows: Record<string, Direction>, faults: string[] | null}} Layout
 */

/**
 * What a view draws from.
 *
 * @typedef {object} Scene
 * @property {BoardState | null} state the newest, null before the first
 * @property {LobbyState | null} lobby on pages that ask for it
 * @property {Date | null} lostSince null while the state is the truth
 * @property {number | null} lit id of the call in the light
 * @property {number} turn counts up, one per page of what does not fit at once
 * @property {(Medium & {since: number}) | null} medium what is on beside the calls
 * @property {() => void} mediumEnded to be called when a film has ended
 * @property {(sha256: string) => void} mediumBroke to be called when one cannot be shown
 * @property {string} place zone code or window number of the page's address, else empty
 * @property {Layout} layout
 * @property {import("./room.js").Room} room how many rows fit into each list, as last measured
 * @property {boolean} portrait
 * @property {boolean} still nothing is to move
 * @property {string} timezone
 * @property {import("./words.js").Words} words
 */

export {};
