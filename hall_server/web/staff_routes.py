"""Staff administration: who works in the hall, with which roles, password and card."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from functools import partial

from apiflask import APIBlueprint
from flask import Response

from hall_server.desk import staff
from hall_server.domain.identity import mark
from hall_server.store.passwords import hash_password
from hall_server.store.roster import everybody, last_acts
from hall_server.store.transaction import Transaction
from hall_server.web.acting import KEY_PARAMETER, PROBLEMS, once, register_act, request_key
from hall_server.web.doors import Access, actor, may_use
from hall_server.web.services import services
from hall_server.wire import people as w

blueprint = APIBlueprint("staff", __name__, url_prefix="/api/v1/admin", tag="Staff")

ADMINISTRATOR = Access(roles=frozenset({"admin"}))
READERS = Access(roles=frozenset({"admin", "auditor"}))
_ALPHABET = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"abcdefgh9jkmnopqrstuvwxyz2345678"
)
"""Without letters that are taken for one another on a slip of paper."""
_documented = blueprint.doc(responses=PROBLEMS, extensions={"parameters": [KEY_PARAMETER]})


@blueprint.get("/staff")
@blueprint.output(w.StaffList)
@may_use(READERS)
def get_staff() -> Response:
    """Everybody who works in the hall or did, by badge."""
    hall = actor().hall
    with services().store.reading() as connection:
        last = last_acts(connection, hall)
        members = tuple(
            staff.member_view(row, row.window, last.get(row.badge))
            for row in everybody(connection, hall)
        )
    body = w.StaffList(staff=members).model_dump_json()
    return Response(body, content_type="application/json")


def _one_time_password() -> str:
    """A password of three times four letters for the request's key: a retry is told the same.

    It comes from the key and the server's secret, so that nothing has to keep it for the retry.
    """
    asked = f"{actor().signature}\0{request_key().key}\0{request_key().fingerprint}"
    digest = hmac.digest(services().keys.one_time_password, asked.encode(), hashlib.sha256)
    letters = base64.b32encode(digest)[:12].translate(_ALPHABET).decode()
    return "-".join((letters[:4], letters[4:8], letters[8:]))


def _told_once(act: Callable[[Transaction, str], w.StaffNow], status: int = 200) -> Response:
    """Do an act with the hash of a new one-time password; the password is in this answer alone."""
    password = _one_time_password()
    hashed = hash_password(password)
    response = once(lambda tx: act(tx, hashed), status)
    told = json.loads(response.get_data()) | {"one_time_password": password}
    response.set_data(json.dumps(told, ensure_ascii=False))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/staff")
@blueprint.input(w.AddStaff)
@blueprint.output(w.StaffNow, status_code=201)
@_documented
@may_use(ADMINISTRATOR)
def add_staff(json_data: w.AddStaff) -> Response:
    """Add somebody; the one-time password is told in this answer and nowhere else."""
    return _told_once(lambda tx, hashed: staff.add(tx, json_data, hashed), 201)


@blueprint.post("/staff/<badge>/password")
@blueprint.input(w.SeenStaff)
@blueprint.output(w.StaffNow)
@_documented
@may_use(ADMINISTRATOR)
def renew_password(badge: str, json_data: w.SeenStaff) -> Response:
    """A new one-time password; the person's sessions end."""
    return _told_once(lambda tx, hashed: staff.renew_password(tx, badge, json_data, hashed))


@blueprint.post("/staff/<badge>/reactivate")
@blueprint.input(w.SeenStaff)
@blueprint.output(w.StaffNow)
@_documented
@may_use(ADMINISTRATOR)
def reactivate_staff(badge: str, json_data: w.SeenStaff) -> Response:
    """Somebody is back, with a new one-time password."""
    return _told_once(lambda tx, hashed: staff.reactivate(tx, badge, json_data, hashed))


@blueprint.put("/staff/<badge>/card")
@blueprint.input(w.SetCard)
@blueprint.output(w.StaffNow)
@_documented
@may_use(ADMINISTRATOR)
def set_staff_card(badge: str, json_data: w.SetCard) -> Response:
    """This card opens the door to the person; its number is not kept."""
    card = mark(services().keys.staff_card, json_data.card)
    return once(lambda tx: staff.set_card(tx, badge, json_data.seen, card))


_act = partial(register_act, blueprint)
_BADGE = "/staff/<badge>"

_act("PUT", _BADGE, ADMINISTRATOR, w.StaffNow, staff.change, body=w.ChangeStaff)
_act("DELETE", f"{_BADGE}/card", ADMINISTRATOR, w.StaffNow, staff.remove_card, body=None)
_act("POST", f"{_BADGE}/deactivate", ADMINISTRATOR, w.StaffNow, staff.deactivate, body=w.SeenStaff)
