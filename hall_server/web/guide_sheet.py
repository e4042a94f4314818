"""A service guide as the facts of its sheet, in one language."""

from hall_server.wire.cases import MaterialView, ServiceGuide
from hall_server.wire.message import Language, Text
from printer.forms.service_guide import GuideMaterial, ServiceGuideFacts
from printer.materials import ToBring


def guide_facts(guide: ServiceGuide, hall: Text, language: Language) -> ServiceGuideFacts:
    """All that the sheet says, names in the language asked for."""

    def named(text: Text) -> str:
        return (text.en or text.zh) if language == "en" else text.zh

    return ServiceGuideFacts(
        hall=named(hall),
        code=guide.code,
        item=named(guide.name),
        department=named(guide.department),
        way=guide.kind,
        materials=tuple(_material(each) for each in guide.materials),
        statutory_days=guide.statutory_days,
        promised_days=guide.promised_days,
        day_kind=guide.day_kind,
        zone=named(guide.zone),
        floor=guide.floor,
        windows=guide.windows,
        version=guide.version,
        valid_from=guide.valid_from,
        valid_until=guide.valid_until,
        fee=guide.fee,
        fee_basis=guide.fee_basis,
        subject=guide.subject,
        conditions=guide.conditions,
        procedure=guide.procedure,
        basis=guide.basis,
        result=guide.result,
        delivery=guide.delivery,
        deemed_approval=guide.deemed_approval,
        higher_body=guide.higher_body,
        higher_days=guide.higher_days,
        address=guide.address,
        phone=guide.phone,
        complaint_phone=guide.complaint_phone,
    )


def _material(told: MaterialView) -> GuideMaterial:
    return GuideMaterial(
        material=ToBring(name=told.name, kind=told.kind, copies=told.copies),
        standard=told.standard,
        source=told.source,
        deferrable=told.deferrable,
    )
