/** Cases on the wire, as `hall_server/wire/cases.py` defines them; a test compares the fields. */
import type { Text } from "./messages";

export type ItemKind = "instant" | "promised" | "joint" | "forwarded";
export type CaseState = "RECEIVED" | "SUPPLEMENT" | "ACCEPTED" | "REFUSED" | "DECIDED" | "DELIVERED" | "WITHDRAWN";
export type MaterialState = "UNDECIDED" | "PRESENT" | "WRONG" | "MISSING" | "PROMISED" | "HELD";
export type StepState = "PLANNED" | "OPEN" | "SUSPENDED" | "FORWARDED" | "DECIDED" | "ENDED";
export type DocumentKind = "materials_receipt" | "one_time_notice" | "acceptance" | "refusal" | "decision" |
  "suspension" | "extension" | "forwarding" | "withdrawal" | "handover";
export type Way = "window" | "mail";
export type Ground = "hearing" | "tender" | "auction" | "inspection" | "testing" | "quarantine" | "appraisal" |
  "expert_review";

export interface MaterialView {
  position: number; name: string; kind: string; copies: number; medium: string; source: string; standard: string;
  deferrable: boolean; state: MaterialState; problem: string; promised_until: string | null; certificate: string;
  certificate_number: string; steps: number[];
}
export interface ChannelReason { code: string; name: Text }
export interface CheckList {
  item: string | null; theme: string | null; title: Text; kind: ItemKind; departments: Text[];
  materials: MaterialView[]; statutory_days: number | null; promised_days: number | null; day_kind: string;
  fee: string; delivery: Way[]; reasons: ChannelReason[];
}
export interface SuspensionView {
  ground: Ground; began_on: string; expected_days: number; ended_on: string | null; note: string;
}
export interface ExtensionView { days: number; reason: string; asked_by: string; approved_by: string; at: string }
export interface StepView {
  position: number; stage: number; lead: boolean; department: Text; item: Text; item_code: string; state: StepState;
  began_on: string | null; statutory_due: string | null; promised_due: string | null; expected_on: string | null;
  provisional: boolean; days_left: number | null; forwarded_on: string | null; higher_body: string;
  higher_due: string | null; higher_reference: string; decided_on: string | null; result: string; reason: string;
  handled_by: string; suspensions: SuspensionView[]; extensions: ExtensionView[]; may: string[];
}
export interface DocumentView {
  document_id: number; kind: DocumentKind; reference: string; version: number; sha256: string; issued_on: string;
  created_at: string; created_by: string; reason: string;
}
export interface EventView {
  node: string; grade: "note" | "yellow" | "red"; at: string; case: string | null; title: Text | null;
  facts: Record<string, string | number>;
}
export interface CaseHappened {
  at: string; act: string; by: string; name: string; facts: Record<string, string | number | null>;
}
export interface CaseLine {
  number: string; state: CaseState; kind: ItemKind; title: Text; applicant: string; department: Text;
  received_on: string; answer_due: string; accepted_on: string | null; promised_due: string | null;
  statutory_due: string | null; decided_on: string | null; days_left: number | null; channel: string;
  notices: number; deemed: boolean; suspended: boolean; ready: boolean; answer_left: number | null;
  provisional: boolean; late: boolean; parts: number;
}
export interface CaseView extends CaseLine {
  version: number; link: string; item: string | null; theme: string | null; language: "zh-CN" | "en";
  applicant_kind: string; contact: string; phone: string; agent: string; document_kind: string;
  document_tail: string; applied_on: string; received_at: string; received_by: string; window: string | null;
  ticket_number: string | null; channel_reason: string; channel_approver: string; answer_provisional: boolean;
  supplemented_on: string | null; result: string; reason: string; delivery: Way;
  delivery_ways: Way[]; address: string; ready_at: string | null; handed_to: string; handed_tail: string;
  carrier: string; tracking: string; catalogue_version: number | null; fee: string; materials: MaterialView[];
  steps: StepView[]; documents: DocumentView[]; events: EventView[]; may: string[];
}
export interface CaseNow { case: CaseView; documents: DocumentView[]; print_jobs: number[] }
export interface IdentityShown { kind: string; number: string }
export interface CaseCounts { answer: number; running: number; late: number; hand_over: number }
export interface CasePage {
  cases: CaseLine[]; next: string | null; counts: CaseCounts | null; departments: Record<string, Text>;
}
export interface CaseStory { timezone: string; happened: CaseHappened[] }
export interface CaseBrief {
  number: string; state: CaseState; title: Text; applicant: string; ready: boolean; undecided: number;
}
export interface ProgressStep {
  department: Text; item: Text; state: StepState; due: string | null; decided_on: string | null; ground: Ground | "";
  higher_body: string;
}
export interface CaseProgress {
  at: string; timezone: string; language: "zh-CN" | "en"; number: string; hall: Text; state: CaseState; title: Text;
  applicant: string; received_on: string; answer_due: string; accepted_on: string | null; deemed: boolean;
  due: string | null; provisional: boolean; suspended: boolean; decided_on: string | null; result: string;
  ready: boolean; delivery: Way; carrier: string; tracking: string; steps: ProgressStep[]; lacking: MaterialView[];
  department: Text; phone: string; address: string; hall_address: Text; collect_at: Text | null; collect_item: Text | null;
  document_kind: string; messages: boolean;
}
export interface PreChecked {
  code: string; link: string; item: string | null; theme: string | null; complete: boolean; title: Text; materials: MaterialView[]; lacking: number[];
  expires_on: string;
}
export interface PreCheckFound extends PreChecked {
  applicant_kind: string; applicant: string; contact: string; phone: string; agent: string; document_kind: string;
  document_tail: string;
}
export interface PreChecksFound { pre_checks: PreCheckFound[] }
export interface CertificateView {
  certificate_id: number; kind: string; number: string; issuer: string; valid_from: string | null;
  valid_until: string | null;
}
export interface Certificates { certificates: CertificateView[] }
export interface MessagesRetried { messages: number }
export interface Events { timezone: string; events: EventView[]; next: string | null }
export interface GatewayView {
  queued: number; oldest: string | null; sent_today: number; given_up: number; trouble: string;
}
export interface ServiceGuide {
  code: string; name: Text; kind: ItemKind; version: number; valid_from: string; valid_until: string | null;
  department: Text; subject: string; conditions: string; basis: string; materials: MaterialView[];
  procedure: string; statutory_days: number | null; promised_days: number | null; day_kind: string; fee: string;
  fee_basis: string; windows: string[]; zone: Text; floor: string; result: string; delivery: Way[];
  deemed_approval: boolean; higher_body: string; higher_days: number | null; phone: string; complaint_phone: string;
  address: string;
}
