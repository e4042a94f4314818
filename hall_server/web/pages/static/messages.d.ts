/** The wire messages these pages read, as `hall_server/wire` defines them; a test compares the fields. */
import type { CaseBrief } from "./cases";

export interface Text { zh: string; en: string }
export interface Wait { ahead: number; low: number | null; high: number | null }
export interface Named { code: string; name: Text }
export interface CallReason { rule: string; waited_s: number }
export interface ClerkView { badge: string; name: string }
export interface ProfileView { code: string; name: Text; own: string[]; backup: string[] }

export interface Session {
  badge: string; name: string; roles: string[]; hall: Text; csrf: string; must_change: boolean;
}

export interface EvacuationView { text: Text; since: string; begun_by: string }
export interface MediumView { sha256: string; type: string; name: Text }
export interface MessageView {
  message_id: number; window: string | null; text: string; at: string; sent_by: string; read_by: string[];
}
export interface LoanView { queue: string; name: Text; until: string }
export interface UndoView { act: string; number: string; until: string }

export interface StopView {
  stop_id: number; ticket_id: number; number: string; state: string; queue: string;
  item: Text; item_code: string; kind: string;
  statutory_days: number | null; promised_days: number | null; materials: string[];
  step: number; steps: number; issued_at: string; waiting_since: string;
  called_at: string | null; started_at: string | null; since: string; recalls: number;
  reason: Text | null; booked: boolean; agent: boolean; receipt: string | null;
  theme: string | null; pick_up: boolean; call_reason: CallReason | null; window: string | null; note: string;
  limit_minutes: number; remind_at: string | null; turn: CallReason | null;
}

export interface PrintJobView {
  job_id: number; kind: string; number: string; printer: string; state: string; copy_number: number;
  trouble: string; since: string;
}
export interface PrinterView {
  printer: string; place: string; troubles: string[]; paper_low: boolean; heard_at: string | null; waiting: number;
  takes_jobs: boolean;
}

export interface DeskState {
  version: number; at: string; timezone: string; hall: Text; window: string; zone: string; zone_name: Text; name: Text;
  state: string; since: string; pause_reason: Text | null; clerk: ClerkView | null; seat: string | null;
  profile: ProfileView; day_open: boolean; current: StopView | null; line: StopView[];
  waiting: number; longest_s: number; held: StopView[]; missed: StopView[];
  served_today: number; average_s: number | null;
  pause_reasons: Named[]; queues: Named[]; windows: string[];
  paper: PrintJobView[]; printers: PrinterView[]; case: CaseBrief | null;
  wait_average_s: number | null; messages: MessageView[]; loan: LoanView | null; undo: UndoView | null;
  evacuation: EvacuationView | null;
}

export interface DayItem { item: Text; count: number; average_s: number }
export interface LongestService { number: string; item: Text; seconds: number }
export interface DayPause { reason: Text; count: number; seconds: number }
export interface MyDay {
  date: string; served: number; average_s: number | null; items: DayItem[]; longest: LongestService | null;
  missed: number; pauses: DayPause[];
}

export interface WindowNow {
  version: number; window: string; state: string; current: StopView | null; undo: UndoView | null;
}

export interface BoardWindow {
  window: string; zone: string; name: Text; state: string; number: string | null; call_id: number | null;
  called_at: string | null; pause_reason: Text | null; clerk: string | null; queues: Text[]; instead: string[];
}
export interface BoardZone { zone: string; name: Text; waiting: number; wait: Wait; windows_open: number }
export interface BoardState {
  version: number; at: string; timezone: string; hall: Text; scope: string; place: string | null; day_open: boolean;
  calls: unknown[]; zones: BoardZone[]; windows: BoardWindow[]; notice: Text;
  notices: Text[]; media: MediumView[]; evacuation: EvacuationView | null;
}

export interface HallWindow extends BoardWindow {
  since: string; clerk_name: string | null; profile: string; served_today: number; held: number;
  rule: CallReason | null; loan: LoanView | null;
}
export interface OutlookPoint { minutes: number; waiting: number; longest_s: number }
export interface AlertView {
  alert_id: number; kind: string; subject: string; since: string; facts: Record<string, any>;
  taken_by: string | null; taken_at: string | null;
}
export interface ZonePlace { zone: string; name: Text; floor: string }
export interface HallQueue {
  queue: string; name: Text; zone: string; waiting: number; longest_s: number; limit_minutes: number;
  wait: Wait; windows_open: number; closed: Text | null; closure_id: number | null;
  outlook: OutlookPoint[];
}
export interface JournalEntry {
  seq: number; at: string; act: string; actor: string; number: string | null; ticket: number | null; window: string | null;
  data: Record<string, unknown>; hash: string;
}
export interface ItemClosure { item: string; closed: Text; closure_id: number }
export interface HallState {
  version: number; at: string; timezone: string; hall: Text; date: string; day_open: boolean;
  windows: HallWindow[]; queues: HallQueue[]; items_closed: ItemClosure[];
  profiles: Named[]; pause_reasons: Named[]; parked: string[];
  issued_today: number; served_today: number; missed_today: number; journal: JournalEntry[];
  printers: PrinterView[]; paper: PrintJobView[];
  zones: ZonePlace[]; alerts: AlertView[]; messages: MessageView[]; evacuation: EvacuationView | null;
}
export interface DayNow { date: string; state: string; expired: string[]; parked: string[]; version: number }

export interface ItemClosed { item: string; closed: Text }
export interface PastWindow {
  window: string; zone: string; name: Text; state: string; number: string | null; since: string | null;
  pause_reason: Text | null; clerk: string | null; clerk_name: string | null; held: string[]; loan: LoanView | null;
}
export interface PastQueue {
  queue: string; name: Text; zone: string; waiting: number; longest_s: number; limit_minutes: number;
  numbers: string[]; closed: Text | null;
}
export interface PastState {
  version: number; at: string; hall: Text; timezone: string; date: string; day_open: boolean; zones: ZonePlace[];
  windows: PastWindow[]; queues: PastQueue[]; items_closed: ItemClosed[];
  issued_today: number; served_today: number; missed_today: number; evacuation: EvacuationView | null;
  journal: JournalEntry[]; midnight: string; first_at: string | null; last_at: string | null;
  density_minutes: number; density: number[];
}

export interface VisitStop { item: Text; state: string; window: string | null; zone: Text | null }
export interface VisitState {
  version: number; at: string; timezone: string; hall: Text; number: string; language: string; state: string; zone: Text;
  wait: Wait | null; window: string | null; called_at: string | null; issued_at: string;
  come_back_until: string | null; stops: VisitStop[];
  evacuation: EvacuationView | null; case: string | null;
}

export interface MaterialEntry { name: string; kind: string; copies: number; deferrable: boolean }
export interface ItemEntry {
  code: string; name: Text; kind: string; department: string; queue: string; zone: string;
  statutory_days: number | null; promised_days: number | null; minutes: number; fee: string;
  materials: string[]; pinyin: string; initials: string; common: boolean;
  synonyms: string[]; synonyms_spelled: [string, string][]; bookable: boolean; pick_up: boolean;
  bring: MaterialEntry[]; day_kind: string;
}
export interface ZoneEntry { code: string; name: Text; floor: string; way: Text }
export interface ThemeStep { item: string; step: number }
export interface ThemeEntry { code: string; name: Text; items: ThemeStep[]; pinyin: string; initials: string }
export interface Catalogue {
  version: string; timezone: string; zones: ZoneEntry[]; items: ItemEntry[]; themes: ThemeEntry[];
}

export interface TicketView {
  ticket_id: number; number: string; date: string; live: boolean; state: string; stop_id: number;
  queue: string; queue_name: Text; zone: string; zone_name: Text; item: Text; errands: Text[]; window: string | null;
  waiting_since: string; since: string; limit_minutes: number; wait: Wait | null; come_back_until: string | null;
  reason: Text | null; note: string; language: string; issued_at: string; issued_by: string; offline: boolean;
}
export interface FoundTicket { by: string; ticket: TicketView }
export interface FoundTickets { version: number; at: string; timezone: string; looked_for: string[]; found: FoundTicket[] }
export interface StoryEntry {
  at: string; act: string; heard_at: string | null; seq: number | null; actor: string; who: string; name: string; window: string | null;
  queue: string | null; item: Text | null; items: Text[]; appointment: KeptAppointment | null;
  reason: Text | null; rule: CallReason | null; recall: number;
  agent: boolean; receipt: string | null; beyond: string[];
  to_queue: string | null; to_window: string | null; place: string | null; outcome: string | null; undone: string | null; note: string;
  printer: string | null; print: string | null; trouble: string; copy_number: number;
  replaced: string | null; replaced_by: string | null; duplicate_of: string | null;
}
export interface Story { version: number; at: string; timezone: string; ticket: TicketView; entries: StoryEntry[] }
export interface LateTicket {
  ticket_id: number; number: string; queue: string; zone: string; item: Text; waiting_since: string; limit_minutes: number;
  reason: Text | null; window: string | null;
}
export interface MissedTicket {
  ticket_id: number; stop_id: number; number: string; queue: string; item: Text; window: string | null;
  missed_at: string; until: string;
}
export interface ClosureView { item: string | null; queue: string | null; name: Text; text: Text; since: string }
export interface GuideState {
  version: number; at: string; hall: Text; timezone: string; date: string; day_open: boolean; hours: string[];
  special: Text | null; late: LateTicket[]; late_total: number; missed: MissedTicket[]; queues: HallQueue[];
  windows: string[]; reasons: Named[]; closures: ClosureView[]; printers: PrinterView[]; paper: PrintJobView[];
  evacuation: EvacuationView | null;
}
export interface TicketIssued {
  ticket_id: number; number: string; link: string; issued_at: string; language: string; print_size: string; hall: Text;
  zone: Text; zone_code: string; queue: Text; items: Text[]; windows: string[]; wait: Wait; reason: Text | null;
  appointment: KeptAppointment | null; print_job: number | null;
}
export interface KeptAppointment { half: "am" | "pm"; due: boolean }
export interface AppointmentView {
  appointment_id: number; code: string; item: string; item_name: Text; date: string; half: "am" | "pm";
  begins: string; ends: string; due_from: string; name: string; state: "BOOKED" | "CHECKED_IN" | "CANCELLED" | "MISSED";
  standing: "early" | "due" | "late" | "other_day" | "over"; number: string | null;
}
export interface FoundAppointments { appointments: AppointmentView[] }
export interface BookedNow { version: number; appointment: AppointmentView }
export interface BanView { ban_id: number; since: string; until: string; lifted_at: string | null }
export interface BansFound { bans: BanView[] }
export interface BanNow { version: number; ban: BanView }
