/** The state of the administration page, and what its sections may do with it. */
import type { Speech } from "../language";
import type { Session } from "../messages";
import type { Told } from "./checks";
import type { Kept } from "./edits";
import type { ChangeView, Conflict, EntryDifference, Setup } from "./plan";

export interface Admin {
  speech: Speech;
  session: Session;
  /** null until the server told it */
  setup: Setup | null;
  /** pinyin and initials by item code */
  readings: Map<string, string>;
  /** the open section */
  section: string;
  /** of the open entry */
  key: string | null;
  /** the tray */
  edits: Kept[];
  /** on the tray as it is; null while it was not asked */
  verdict: { problems: Told[]; difference: EntryDifference[] } | null;
  /** somebody else was faster */
  conflict: Conflict | null;
  /** what was applied just now and may be undone */
  last: ChangeView | null;
  /** what single sections keep, by their key */
  own: Record<string, any>;
  refusal: string | null;
  notice: string | null;
  /** the help is open */
  helping: boolean;
  /** an act is under way */
  doing: boolean;
}

export interface Hands {
  change: (part: Partial<Admin>) => void;
  /** changes what a section keeps */
  own: (key: string, part: Record<string, any>) => void;
  go: (section: string, key?: string | null) => void;
  /** the tray becomes this */
  edit: (edits: Kept[]) => void;
  /** reads the plan anew */
  refresh: () => Promise<void>;
  /** null when refused, which is shown */
  attempt: <Answer>(asked: () => Promise<Answer>) => Promise<Answer | null>;
  /** sends a change; throws what was refused */
  act: (method: string, path: string, body?: unknown) => Promise<any>;
}
