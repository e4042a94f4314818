/** The messages of kiosk/keeper_routes.py and the page's own state. */

export interface Component { kind: string; name: string; ok: boolean; word: string }
export interface KeeperNow {
  name: string; version: string; link: string; since: string; waiting: number; components: Component[];
}
export interface State {
  pin: string; pass: string | null; now: KeeperNow | null;
  /** The act under way. */
  busy: "enter" | "printer" | "test-page" | "restart" | null;
  said: { key: string; values?: Record<string, string | number> } | null;
  /** Whether a restart is being asked about. */
  sure: boolean;
}
export interface Page {
  state: State; say: (key: string, values?: Record<string, string | number>) => string;
  other: string; otherLanguage: string;
}
export interface Hands {
  digit: (digit: string) => void; erase: () => void; speak: () => void; leave: () => void; enter: () => void;
  act: (what: "printer" | "test-page") => void; ask: () => void; stay: () => void; restart: () => void;
}
