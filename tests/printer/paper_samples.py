"""Papers of a fictional hall, one of each kind, in both languages."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from ticket_samples import CHINA, ENGLISH, PLAIN

from printer.day_end import DayEndFacts, Pause, compose_day_end
from printer.document import Document
from printer.forms.acceptance import AcceptanceFacts, Limits, Owed, Uncounted, compose_acceptance
from printer.forms.clock_notices import (
    ExtensionFacts,
    ForwardingFacts,
    SuspensionFacts,
    compose_extension,
    compose_forwarding,
    compose_suspension,
)
from printer.forms.decision import DecisionFacts, compose_decision
from printer.forms.handover import HandoverFacts, Mailing, compose_handover
from printer.forms.materials_receipt import MaterialsReceiptFacts, compose_materials_receipt
from printer.forms.one_time_notice import (
    Application,
    Consultation,
    Defect,
    OneTimeNoticeFacts,
    compose_one_time_notice,
)
from printer.forms.parties import Applicant, Issuer, Material, Officer, Part, Query, Remedies
from printer.forms.refusal import CompetentBody, Ground, RefusalFacts, compose_refusal
from printer.forms.withdrawal import WithdrawalFacts, compose_withdrawal
from printer.materials import MaterialsListFacts, ToBring, compose_materials_list
from printer.reprint import reprinted
from printer.ticket import compose_ticket
from printer.trial import TrialFacts, compose_trial

ISSUER = Issuer(
    body="江汉区市场监督管理局",
    reference="江市监受〔2026〕第0117号",
    issued_on=date(2026, 9, 18),
)
ISSUER_EN = replace(ISSUER, body="Jianghan District Market Supervision Administration")
APPLICANT = Applicant(name="武汉㛃䶮餐饮管理有限公司", contact="欧阳𬭚", phone="138 0013 5678")
APPLICANT_EN = Applicant(
    name="Wuhan Yunhe Catering Management Co., Ltd.", contact="Ouyang Lin", phone="138 0013 5678"
)
OFFICER = Officer(name="李敏", phone="027-8587 0000")
OFFICER_EN = Officer(name="Li Min", phone="027-8587 0000")
QUERY = Query(code="7KQ2-M9XD", link="https://hall.example.gov.cn/c/Zx81kQw0aLmN3pRs")
ITEM, ITEM_EN = "食品经营许可（新办）", "Food business licence (new)"

MATERIALS = (
    Material(name="食品经营许可申请书", form="原件", copies=1),
    Material(name="营业执照", form="复印件", copies=1),
    Material(name="与食品经营相适应的主要设备设施布局、操作流程等文件", form="原件", copies=2),
    Material(name="食品安全自查、从业人员健康管理等保证食品安全的规章制度", form="原件", copies=1),
)
MATERIALS_EN = (
    Material(name="Application for a food business licence", form="original", copies=1),
    Material(name="Business licence", form="copy", copies=1),
    Material(name="Plan of the main equipment and of the workflow", form="original", copies=2),
    Material(name="Rules that ensure food safety", form="original", copies=1),
)

RECEIPT = MaterialsReceiptFacts(
    issuer=replace(ISSUER, reference="江市监收〔2026〕第0203号"),
    applicant=APPLICANT,
    item=ITEM,
    materials=MATERIALS,
    received_at=datetime(2026, 9, 18, 10, 24, tzinfo=CHINA),
    answer_due=date(2026, 9, 24),
    officer=OFFICER,
    query=QUERY,
)
RECEIPT_EN = replace(
    RECEIPT,
    issuer=replace(ISSUER_EN, reference=RECEIPT.issuer.reference),
    applicant=APPLICANT_EN,
    item=ITEM_EN,
    materials=MATERIALS_EN,
    officer=OFFICER_EN,
)

ACCEPTANCE = AcceptanceFacts(
    issuer=ISSUER,
    applicant=APPLICANT,
    item=ITEM,
    applied_on=date(2026, 9, 16),
    accepted_on=date(2026, 9, 18),
    limits=Limits(due_on=date(2026, 9, 29), promised_days=6, statutory_days=20),
    materials=MATERIALS,
    officer=OFFICER,
    fee="不收费",
    delivery="综合出件窗口领取，或者邮寄",
    complaint_phone="12345",
    uncounted=(Uncounted(procedure="现场核查", time="5个工作日"),),
    query=QUERY,
)
ACCEPTANCE_EN = replace(
    ACCEPTANCE,
    issuer=ISSUER_EN,
    applicant=APPLICANT_EN,
    item=ITEM_EN,
    materials=MATERIALS_EN,
    officer=OFFICER_EN,
    fee="free of charge",
    delivery="collect at the results window, or by post",
    uncounted=(Uncounted(procedure="On-site inspection", time="5 working days"),),
)
PROVISIONAL = replace(
    ACCEPTANCE,
    limits=Limits(due_on=date(2027, 1, 4), promised_days=0, statutory_days=None, provisional=True),
)

REFUSAL = RefusalFacts(
    issuer=replace(ISSUER, reference="江市监不受〔2026〕第0009号"),
    applicant=APPLICANT,
    item="户外广告设施设置审批",
    applied_on=date(2026, 9, 18),
    ground=Ground.NOT_COMPETENT,
    reason="户外广告设施的设置由城市管理主管部门许可，本机关没有此项职权。",
    remedies=Remedies(reconsideration="江汉区人民政府", court="武汉市江汉区人民法院"),
    officer=OFFICER,
    competent=CompetentBody(
        name="江汉区城市管理执法局",
        address="本大厅二楼B区21号窗口",
        phone="027-8587 0021",
    ),
)
REFUSAL_EN = replace(
    REFUSAL,
    issuer=replace(ISSUER_EN, reference=REFUSAL.issuer.reference),
    applicant=APPLICANT_EN,
    item="Permit for outdoor advertising",
    reason="Outdoor advertising is licensed by the city management authority.",
    remedies=Remedies(
        reconsideration="the People's Government of Jianghan District",
        court="the People's Court of Jianghan District, Wuhan",
    ),
    officer=OFFICER_EN,
    competent=CompetentBody(
        name="Jianghan District Urban Management Bureau",
        address="this hall, second floor, zone B, window 21",
        phone="027-8587 0021",
    ),
)
NO_LICENCE_NEEDED = replace(
    REFUSAL,
    item="销售预包装食品",
    ground=Ground.NOT_NEEDED,
    reason="仅销售预包装食品的，不需要取得食品经营许可，应当报所在地市场监督管理部门备案。",
    competent=None,
)

NOTICE = OneTimeNoticeFacts(
    issuer=replace(ISSUER, reference="江市监补〔2026〕第0042号"),
    applicant=APPLICANT,
    item=ITEM,
    about=Application(
        applied_on=date(2026, 9, 16),
        present=("营业执照（复印件，1份）", "食品安全规章制度（原件，1份）"),
        resubmit_by=date(2026, 10, 15),
    ),
    materials=(
        Defect(
            material="食品经营许可申请书",
            form="原件",
            copies=1,
            problem="第3页法定代表人未签字",
            standard="法定代表人本人签字并加盖公章",
            source="样表在导办台，或者 www.hall.example.gov.cn/forms",
        ),
        Defect(
            material="主要设备设施布局、操作流程文件",
            form="原件",
            copies=2,
            standard="按实际经营场所绘制，注明面积（㎡）和分区",
            source="本大厅A区12号窗口可以看样本",
        ),
    ),
    resubmit="交本大厅A区12号窗口，不用重新排队；也可以邮寄或者网上补交",
    officer=OFFICER,
    copies="本告知书一式两份，申请人、受理机关各一份。",
    query=QUERY,
)
NOTICE_EN = replace(
    NOTICE,
    issuer=replace(ISSUER_EN, reference=NOTICE.issuer.reference),
    applicant=APPLICANT_EN,
    item=ITEM_EN,
    about=Application(
        applied_on=date(2026, 9, 16),
        present=("Business licence (copy, 1)", "Rules that ensure food safety (original, 1)"),
        resubmit_by=date(2026, 10, 15),
    ),
    materials=(
        Defect(
            material="Application for a food business licence",
            form="original",
            copies=1,
            problem="not signed by the legal representative on page 3",
            standard="signed by the legal representative, with the company's seal",
            source="sample at the guide desk, or www.hall.example.gov.cn/forms",
        ),
        Defect(
            material="Plan of the main equipment and of the workflow",
            form="original",
            copies=2,
            standard="drawn from the actual premises, with areas in square metres",
            source="sample at window 12, zone A",
        ),
    ),
    resubmit="at window 12, zone A, without queueing again; also by post or online",
    officer=OFFICER_EN,
    copies="Two copies: one for the applicant, one for the body.",
)
CONSULTATION = replace(
    NOTICE,
    about=Consultation(
        basis="《食品安全法》第三十五条",
        procedure="提交申请—受理—现场核查—决定—领证",
        time_limit="法定20个工作日，承诺6个工作日",
        fee="不收费",
        complaint_phone="12345",
    ),
    materials=tuple(replace(defect, problem="") for defect in NOTICE.materials),
    query=None,
)

JOINT = replace(
    ACCEPTANCE,
    item="开饭店（一件事）",
    limits=Limits(
        due_on=date(2026, 9, 29),
        promised_days=None,
        statutory_days=None,
        statutory_due=date(2026, 11, 30),
    ),
    parts=(
        Part(department="市场监督管理局", item="食品经营许可", due=date(2026, 9, 22)),
        Part(department="卫生健康委员会", item="公共场所卫生许可", due=date(2026, 9, 29)),
        Part(department="消防救援大队", item="开业前消防安全检查", due=None),
    ),
    owed=(Owed(material="住所使用证明", until=date(2026, 9, 25)),),
    uncounted=(),
)
SECOND_NOTICE = replace(
    NOTICE,
    about=Application(
        applied_on=date(2026, 9, 16), ordinal=2, reason="补交的布局图与实际经营场所不符"
    ),
    materials=(replace(NOTICE.materials[0], form="", wanted_by="市场监督管理局、卫生健康委员会"),),
)

DECISION = DecisionFacts(
    issuer=replace(ISSUER, reference="江市监决定〔2026〕第0088号"),
    applicant=replace(APPLICANT, agent="王小明"),
    item=ITEM,
    applied_on=date(2026, 9, 16),
    accepted_on=date(2026, 9, 18),
    decided_on=date(2026, 9, 28),
    approved=True,
    reason="",
    result="食品经营许可证",
    delivery="到江汉区政务服务中心窗口领取",
    remedies=REFUSAL.remedies,
    officer=OFFICER,
    query=QUERY,
)
DENIAL_EN = replace(
    DECISION,
    issuer=replace(ISSUER_EN, reference=DECISION.issuer.reference),
    applicant=APPLICANT_EN,
    item=ITEM_EN,
    approved=False,
    reason="The kitchen has no separate area for raw food.",
    remedies=REFUSAL_EN.remedies,
    officer=OFFICER_EN,
)
_CLOCK: dict[str, Any] = {
    "applicant": APPLICANT,
    "item": ITEM,
    "accepted_on": date(2026, 9, 18),
    "officer": OFFICER,
    "due_before": date(2026, 9, 29),
    "query": QUERY,
}
SUSPENSION = SuspensionFacts(
    **_CLOCK,
    issuer=replace(ISSUER, reference="江市监特程〔2026〕第0003号"),
    procedure="专家评审",
    days=15,
    began_on=date(2026, 9, 21),
    note="评审会由市级专家库抽取专家",
)
EXTENSION = ExtensionFacts(
    **_CLOCK,
    issuer=replace(ISSUER, reference="江市监延期〔2026〕第0001号"),
    reason="现场核查因台风推迟",
    days=10,
    approver="周局长",
    due_on=date(2026, 10, 20),
)
FORWARDING = ForwardingFacts(
    **_CLOCK,
    issuer=replace(ISSUER, reference="江市监上报〔2026〕第0002号"),
    body="湖北省市场监督管理局",
    forwarded_on=date(2026, 9, 25),
    reference="江市监报〔2026〕15号",
    higher_due=date(2026, 10, 23),
)
WITHDRAWAL = WithdrawalFacts(
    issuer=replace(ISSUER, reference="江市监撤回〔2026〕第0004号"),
    applicant=APPLICANT,
    item=ITEM,
    applied_on=date(2026, 9, 16),
    withdrawn_on=date(2026, 9, 22),
    reason="改为在外区经营",
    officer=OFFICER,
)
HANDOVER = HandoverFacts(
    issuer=replace(ISSUER, reference="江市监送达〔2026〕第0061号"),
    applicant=APPLICANT,
    item=ITEM,
    case="20260918-00017",
    result="食品经营许可证",
    handed_to="欧阳𬭚",
    identity_tail="002X",
    handed_at=datetime(2026, 9, 30, 9, 5, tzinfo=CHINA),
    officer=OFFICER,
)
MAILED_EN = replace(
    HANDOVER,
    issuer=replace(ISSUER_EN, reference=HANDOVER.issuer.reference),
    applicant=APPLICANT_EN,
    item=ITEM_EN,
    result="Food business licence",
    officer=OFFICER_EN,
    mailing=Mailing(address="12 Riverside Road, Wuhan", carrier="EMS", tracking="EA123456789CN"),
)

DAY_END = DayEndFacts(
    hall="江汉区政务服务中心",
    window="12",
    clerk="李敏",
    on=date(2026, 11, 23),
    called=47,
    served=43,
    no_shows=3,
    transferred=1,
    receipts=18,
    notices=4,
    average_wait=14,
    average_service=9,
    printed_at=datetime(2026, 11, 23, 17, 32, tzinfo=CHINA),
    pauses=(Pause(reason="午餐", minutes=30), Pause(reason="取材料", minutes=6)),
    held=("A031", "A044"),
    unconfirmed=1,
)
DAY_END_EN = replace(
    DAY_END,
    hall="Jianghan District Service Hall",
    clerk="Li Min",
    pauses=(Pause(reason="Lunch", minutes=30),),
    held=(),
)

TO_BRING = MaterialsListFacts(
    hall="江汉区政务服务中心",
    item=ITEM,
    department="市场监督管理局",
    way="promised",
    zone_code="A",
    zone="企业登记功能区",
    floor="1F",
    windows=("1", "2", "3", "5"),
    statutory_days=20,
    promised_days=6,
    fee="不收费",
    materials=tuple(ToBring(name=material.name) for material in MATERIALS),
    printed_at=datetime(2026, 11, 23, 10, 24, tzinfo=CHINA),
)
TO_BRING_EN = replace(
    TO_BRING,
    hall="Jianghan District Service Hall",
    item=ITEM_EN,
    department="Market Supervision",
    zone="Company registration",
    fee="free of charge",
    materials=tuple(ToBring(name=material.name) for material in MATERIALS_EN),
)

TRIAL = TrialFacts(
    printer="K1 取号机",
    address="socket://192.0.2.10:9100",
    encoding="GBK",
    dots=576,
    printed_at=datetime(2026, 11, 23, 8, 2, tzinfo=CHINA),
)

FULL_TICKET = replace(
    PLAIN,
    items=("有限责任公司设立登记", "食品经营许可（新办）"),
    places=("A区1-5号窗口", "A区12号窗口"),
    direction="一楼大厅左侧",
    department="市场监督管理局",
    holder="欧阳𬭚",
    materials=("身份证原件", "营业执照复印件"),
)

PAPERS: dict[str, Document] = {
    "ticket.full.zh-CN": compose_ticket(FULL_TICKET, "zh-CN"),
    "ticket.reprint.en": reprinted(compose_ticket(ENGLISH, "en"), 2),
    "materials-receipt.zh-CN": compose_materials_receipt(RECEIPT, "zh-CN"),
    "materials-receipt.en": compose_materials_receipt(RECEIPT_EN, "en"),
    "acceptance.zh-CN": compose_acceptance(ACCEPTANCE, "zh-CN"),
    "acceptance.en": compose_acceptance(ACCEPTANCE_EN, "en"),
    "acceptance.provisional.zh-CN": compose_acceptance(PROVISIONAL, "zh-CN"),
    "refusal.zh-CN": compose_refusal(REFUSAL, "zh-CN"),
    "refusal.en": compose_refusal(REFUSAL_EN, "en"),
    "refusal.not-needed.zh-CN": compose_refusal(NO_LICENCE_NEEDED, "zh-CN"),
    "notice.zh-CN": compose_one_time_notice(NOTICE, "zh-CN"),
    "notice.en": compose_one_time_notice(NOTICE_EN, "en"),
    "notice.reprint.zh-CN": reprinted(compose_one_time_notice(NOTICE, "zh-CN"), 1),
    "consultation.zh-CN": compose_one_time_notice(CONSULTATION, "zh-CN"),
    "acceptance.joint.zh-CN": compose_acceptance(JOINT, "zh-CN"),
    "notice.second.zh-CN": compose_one_time_notice(SECOND_NOTICE, "zh-CN"),
    "decision.zh-CN": compose_decision(DECISION, "zh-CN"),
    "denial.en": compose_decision(DENIAL_EN, "en"),
    "suspension.zh-CN": compose_suspension(SUSPENSION, "zh-CN"),
    "extension.zh-CN": compose_extension(EXTENSION, "zh-CN"),
    "forwarding.zh-CN": compose_forwarding(FORWARDING, "zh-CN"),
    "withdrawal.zh-CN": compose_withdrawal(WITHDRAWAL, "zh-CN"),
    "handover.zh-CN": compose_handover(HANDOVER, "zh-CN"),
    "mailed.en": compose_handover(MAILED_EN, "en"),
    "day-end.zh-CN": compose_day_end(DAY_END, "zh-CN"),
    "day-end.en": compose_day_end(DAY_END_EN, "en"),
    "to-bring.zh-CN": compose_materials_list(TO_BRING, "zh-CN"),
    "to-bring.en": compose_materials_list(TO_BRING_EN, "en"),
    "trial.zh-CN": compose_trial(TRIAL, "zh-CN"),
    "trial.en": compose_trial(TRIAL, "en"),
}
