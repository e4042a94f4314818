/** The plan as the administration page reads and edits it: `hall_server/wire/setup.py`. */
import type { Text } from "../messages";

/** One entry of a part of the plan, keyed by `code`; its fields are told in `parts.js`. */
export interface Entry { code: string; [field: string]: any }

export interface Setup {
  version: number; hall_code: string; parts: Record<string, Entry[]>; legal_years: number[]; may_edit: string[];
}

export interface LegalYear { year: number; announced: boolean; computed_off: string[]; cases: number }

/** What is to become of one entry. `before` is null for a new one, `after` is null for one that goes. */
export interface Edit { part: string; code: string; before: Entry | null; after: Entry | null; place: number | null }

export interface Problem { part: string; code: string; field: string; code_of_problem: string; text: Text }
export interface FieldDifference { field: string; before: any; after: any }
export interface EntryDifference { part: string; code: string; name: Text; kind: string; fields: FieldDifference[] }
export interface Preview { problems: Problem[]; difference: EntryDifference[] }
export interface Import extends Preview { edits: Edit[] }

export interface ChangeView {
  change_id: number; state: string; summary: string; made_by: string; made_by_name: string; made_at: string;
  due: string | null; settled_at: string | null; settled_by: string; trouble: { code: string; facts: Record<string, any>; text: string } | null;
  difference: EntryDifference[]; entries: number; undoable: boolean;
}

/** Somebody else changed the same entry since it was first edited here; `now` is what they made of it. */
export interface Conflict { part: string; code: string; by?: string; at?: string | null; now: Entry | null }
