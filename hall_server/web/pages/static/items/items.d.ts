/** The catalogue for the public: `hall_server/wire/items.py` and the service guide of `wire/cases.py`. */
import type { Text } from "../messages";

export interface ItemLine {
  code: string; name: Text; kind: string; department: string; zone: string; statutory_days: number | null;
  promised_days: number | null; day_kind: string; fee: string; words: string[];
}
export interface ItemsOffered {
  hall: Text; hall_code: string; zones: { code: string; name: Text; floor: string; way: Text }[];
  departments: { code: string; name: Text }[]; items: ItemLine[];
}
export interface ItemVersionView {
  version: number; valid_from: string; valid_until: string | null; scheduled: boolean;
  fields: { field: string; before: any; after: any }[];
}
export interface ItemVersions { code: string; name: Text; versions: ItemVersionView[] }
