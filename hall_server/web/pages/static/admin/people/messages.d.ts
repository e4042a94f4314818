/** Twins of hall_server/wire/people.py and devices.py, as the sections read them. */
import type { Text } from "../../messages";

export interface StaffMember {
  badge: string; name: string; roles: string[]; active: boolean; has_card: boolean; password_once: boolean;
  window: string | null; last_act: { act: string; at: string } | null; seen: string;
}
export interface StaffNow { version: number; member: StaffMember; one_time_password: string | null; put_back: string | null }

export interface Component { kind: string; name: string; ok: boolean; word: string }
export interface DeviceView {
  name: string; kind: string; place: string; version: string; created_at: string; seen_at: string | null;
  revoked_at: string | null; locked: boolean; lock_text: Text | null; components: Component[];
}
export interface PrinterSetup {
  printer: string; place: string; url: string; driver: string | null; stand_by: string | null; paper: number;
  encoding: string; mode: string; acknowledgement: string; troubles: string[]; paper_low: boolean; heard_at: string | null;
}
export interface PlaceChoice { place: string; name: Text }
export interface PlacementWarning { kind: "same_address" | "same_window"; where: string; names: string[] }
export interface DeviceList {
  at: string; devices: DeviceView[]; printers: PrinterSetup[]; places: PlaceChoice[]; warnings: PlacementWarning[];
}
