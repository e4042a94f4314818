/** The messages of hall_server/wire and kiosk/messages.py as the page reads them. */

export interface Text { zh: string; en: string }
export interface Wait { ahead: number; low: number | null; high: number | null }

export interface ZoneEntry { code: string; name: Text; floor: string; way: Text }
export interface DepartmentEntry { code: string; name: Text }
export interface QueueEntry { queue: string; name: Text; zone: string; windows: string[] }
export interface MaterialEntry { name: string; kind: string; copies: number; deferrable: boolean }
export interface ItemEntry {
  code: string; name: Text; kind: "instant" | "promised" | "joint" | "forwarded";
  department: string; queue: string; zone: string;
  statutory_days: number | null; promised_days: number | null; minutes: number; fee: string;
  materials: string[]; pinyin: string; initials: string; common: boolean;
  synonyms: string[]; synonyms_spelled: [string, string][]; bookable: boolean; pick_up: boolean;
  bring: MaterialEntry[]; day_kind: string;
}
export interface ThemeEntry {
  code: string; name: Text; items: { item: string; step: number }[]; pinyin: string; initials: string;
}
export interface ReasonEntry { code: string; name: Text; from_age: number | null }
export interface LifeEventEntry { code: string; name: Text; items: string[]; themes: string[] }
export interface WindowEntry { window: string; zone: string }
export interface Catalogue {
  version: string; hall: Text; timezone: string; public_url: string;
  zones: ZoneEntry[]; departments: DepartmentEntry[]; queues: QueueEntry[]; items: ItemEntry[];
  themes: ThemeEntry[]; reasons: ReasonEntry[]; rules: Text;
  life_events: LifeEventEntry[]; windows: WindowEntry[];
}

export interface Evacuation { text: Text; since: string; begun_by: string }
export interface QueueNow { queue: string; wait: Wait; windows_open: number; closed: Text | null }
export interface HallNow {
  version: number; at: string; open: boolean; until: string | null; opens: string | null;
  queues: QueueNow[]; items_closed: { item: string; closed: Text }[]; catalogue: string;
  evacuation: Evacuation | null; notices: Text[];
  /** The zone in which this machine stands; null in the hall at large. */
  zone: string | null;
  orders: { lock: Text | null; reloads: number; restarts: number };
}
export interface PersonNow {
  handle: string; source: "card" | "typed"; kind: "citizen" | "foreigner" | "hkmt" | "document" | "phone";
  name: string; tail: string; reasons: string[]; expired: boolean;
}
export interface ReaderNow {
  state: "none" | "away" | "ready" | "reading" | "card" | "failed";
  trouble: "" | "unreadable" | "expired" | "check_digit" | "taken_away_early";
  /** Moves on with each placing of a card. */
  seq: number; person: PersonNow | null;
}
/** Body of POST /api/person, answered with a PersonNow or the problem card_not_valid or phone_not_valid. */
export interface PresentPerson { document?: string | null; phone?: string | null }
/** Body of POST /api/person/touched: the person is there still. */
export interface StillHere { person: string }
/** Body of POST /api/tickets; an unknown or outlived `person` is refused with person_gone. */
export interface TakeTicket {
  items?: string[]; theme?: string | null; reason?: string | null; language?: string; print_size?: "normal" | "large";
  person?: string | null; agent?: boolean; receipt?: string | null;
}
/** Whether this machine gives numbers though the hall does not answer; `waiting`: not told to it yet. */
export interface OfflineNow {
  able: boolean; waiting: number;
  why: "" | "no_lease" | "other_day" | "clock" | "ledger_damaged" | "disk_full" | "no_numbers";
}
export interface Now {
  link: "starting" | "reached" | "unreachable" | "not_admitted";
  since: string; state: HallNow | null; catalogue: string | null; pairing: { code: string | null; lost: boolean } | null;
  reader: ReaderNow; offline: OfflineNow;
}

export interface TicketIssued {
  ticket_id: number; number: string; link: string; issued_at: string; language: string;
  hall: Text; zone: Text; zone_code: string; queue: Text; items: Text[]; windows: string[];
  wait: Wait; reason: Text | null; appointment?: { half: "am" | "pm"; due: boolean } | null;
}
export interface Visit {
  visit: string; ticket: TicketIssued; qr: string | null; trouble: string | null;
  paper: "QUEUED" | "SENDING" | "PRINTED" | "REFUSED" | "UNCERTAIN" | "CANCELLED";
  /** The machine gave the number alone: how many are ahead is not known. */
  offline: boolean;
}
/** Body of POST /api/materials, answered with the key under which GET /api/sheets/<key> tells a SheetNow. */
export interface PrintList { item: string; language?: string; print_size?: "normal" | "large" }
export interface SheetNow { paper: Visit["paper"]; trouble: string | null }
/** Body of POST /api/appointments/find: one of the two. */
export interface FindHere { person?: string | null; code?: string | null }
/** Body of POST /api/appointments/<id>/check-in, answered like a press for a number. */
export interface CheckInHere { language?: string; print_size?: "normal" | "large"; reason?: string | null; person?: string | null }
export interface AppointmentView {
  appointment_id: number; code: string; item: string; item_name: Text; date: string; half: "am" | "pm";
  begins: string; ends: string; due_from: string; name: string; state: "BOOKED" | "CHECKED_IN" | "CANCELLED" | "MISSED";
  standing: "early" | "due" | "late" | "other_day" | "over"; number: string | null;
}
export interface Failure { code: string; detail: string; facts: Record<string, any> }

/** Where the list of what to bring for an item is. */
export interface ListNow extends SheetNow { item: string }

/** What the page asks of its kiosk while the visitor waits; the answer counts only while it is still asked. */
export type Asked =
  | { what: "person"; document?: string; phone?: string }
  | { what: "appointments"; person?: string; code?: string };

export type Screen =
  | { name: "welcome" }
  | { name: "search" }
  | { name: "zone"; zone: string }
  | { name: "department"; zone: string; department: string }
  | { name: "item"; item: string }
  | { name: "theme"; theme: string }
  | { name: "themes" }
  | { name: "floors" }
  | { name: "departments" }
  | { name: "office"; department: string }
  | { name: "events" }
  | { name: "event"; event: string }
  | { name: "identify"; by: "document" | "phone" }
  | { name: "check-in" }
  | { name: "code" }
  | { name: "appointments" }
  | { name: "pick-up" }
  | { name: "number" };

export interface State {
  /** Where the visitor came from; the last one is on the screen. */
  trail: Screen[];
  language: string; query: string; reason: string | null;
  /** How the page is laid out, in any combination: print 1.5 times as large; all to be touched in reach
   * of a wheelchair; black ground. */
  large: boolean; low: boolean; contrast: boolean;
  /** Each page is read out; a keypad has been used, and which nine options its digits choose. */
  aloud: boolean; keypad: boolean; nine: number;
  /** How often the visitor asked to hear the page again. */
  repeats: number;
  taking: boolean; failure: Failure | null; visit: Visit | null;
  now: Now | null; catalogue: Catalogue | null;
  /** Who stands here, masked; null while nobody has said. */
  person: PersonNow | null;
  /** The visitor acts for somebody else; the visitor has said no to the priority offered. */
  agent: boolean; declined: boolean;
  /** What is typed on the present page, and which of what it shows is chosen. */
  entry: string; chosen: string | null;
  asked: Asked | null; found: AppointmentView[] | null; sheet: ListNow | null;
  /** The placing of a card last seen, and the one that belongs to a visitor who has gone. */
  seq: number; passed: number;
  /** Counts the visitors, so that the kiosk is told of each farewell. */
  visitor: number;
  /** Milliseconds: the present, and when a person last touched the page. */
  clock: number; touched: number;
  /** Whether there is more of the page above and below what is seen. */
  more: { above: boolean; below: boolean };
  house: { language: string; idleMs: number };
}

export type Event =
  | { type: "tick"; clock: number }
  | { type: "heard"; now: Now }
  | { type: "lost"; at: string }
  | { type: "catalogue"; catalogue: Catalogue }
  | { type: "given"; visit: Visit }
  | { type: "failed"; failure: Failure }
  | { type: "paper"; visit: Visit }
  | { type: "moved"; more: { above: boolean; below: boolean } }
  | { type: "touched" }
  | { type: "go"; screen: Screen }
  | { type: "back" }
  | { type: "home" }
  | { type: "speak"; language: string }
  | { type: "set"; what: "large" | "low" | "contrast" | "aloud"; on: boolean }
  | { type: "standard" }
  | { type: "keyed"; nine: number }
  | { type: "repeat" }
  | { type: "typed"; query: string }
  | { type: "claim"; reason: string | null }
  | { type: "decline" }
  | { type: "serve"; agent: boolean }
  | { type: "entered"; entry: string }
  | { type: "choose"; chosen: string | null }
  | { type: "print"; item: string }
  | { type: "ask"; asked: Asked }
  | { type: "scanned"; text: string }
  | { type: "forget" }
  | { type: "known"; person: PersonNow }
  | { type: "found"; appointments: AppointmentView[] }
  | { type: "sheet"; sheet: ListNow }
  | { type: "take" };

/**
 * What a screen gives the frame. `reading` is short and holds nothing to touch: it stands above the body,
 * in the low layout out of reach in the upper half. `primary` is the one button of the page.
 */
export interface Drawn { reading?: unknown; body: unknown; primary?: unknown }

/** What a screen draws with. */
export interface Page {
  state: State;
  languages: string[];
  say: (key: string, values?: Record<string, string | number>) => string;
  /** A sentence of another language, for the button that leads to it. */
  sayIn: (language: string, key: string) => string;
  /** The language of the hall's own names, tickets and papers for this visitor. */
  hall: "zh-CN" | "en";
  /** A name of the hall in that language. */
  name: (text: Text | null | undefined) => string;
  send: (event: Event) => void;
}
