"""Who may use which route, written out by hand; and docs/permissions.md made from the running app.

Run this file to write the page anew.
"""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from hall_server.app import Server
from hall_server.config import Settings
from hall_server.web.doors import Access, access_of

PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"

THROTTLED = {
    ("POST", "/api/v1/session"),
    ("POST", "/api/v1/first-run"),
    ("POST", "/api/v1/first-run/code"),
    ("POST", "/api/v1/csp-report"),
}
"""No acts of a hall: they come before anybody is signed in, carry no key, and are counted by address.

The walks over all routes leave them out; each has tests of its own.
"""

UPLOADS = {("POST", "/api/v1/admin/media"), ("POST", "/api/v1/admin/import")}
"""Their body is a form with a file, not JSON, and they carry no key; each has tests of its own."""

_CONVERTER = re.compile(r"<[a-z]+(\([^)]*\))?:")
_EVERYONE = "anybody"
_STAFF = "clerk guide supervisor admin auditor"
_DEVICES = "kiosk display station tablet portal"

TABLE = f"""
GET    /                                              {_EVERYONE}
GET    /login                                         {_EVERYONE}
GET    /first-run                                     {_EVERYONE}
POST   /api/v1/first-run                              {_EVERYONE}
POST   /api/v1/first-run/code                         {_EVERYONE}
GET    /tablet                                        {_EVERYONE}
GET    /t/<token>                                     {_EVERYONE}
GET    /items                                         {_EVERYONE}
GET    /items/<code>                                  {_EVERYONE}
GET    /api/v1/items                                  {_EVERYONE}
GET    /api/v1/items/<code>/guide                     {_EVERYONE}
GET    /api/v1/items/<code>/guide.pdf                 {_EVERYONE}
GET    /api/v1/items/<code>/versions                  {_EVERYONE}
GET    /assets/<name>                                 {_EVERYONE}
GET    /pages/<name>                                  {_EVERYONE}
GET    /desk                                          clerk supervisor
GET    /desk/<window>                                 clerk supervisor
GET    /guide                                         guide supervisor
GET    /hall                                          guide supervisor admin auditor
GET    /hall/past                                     supervisor admin auditor
GET    /admin                                         supervisor admin auditor
GET    /api/docs                                      {_STAFF}
GET    /api/v1/openapi.json                           {_EVERYONE}
GET    /api/v1/health                                 {_EVERYONE}
POST   /api/v1/session                                {_EVERYONE}
GET    /api/v1/session                                {_STAFF}
DELETE /api/v1/session                                {_STAFF}
POST   /api/v1/session/card                           {_EVERYONE}
POST   /api/v1/session/password                       {_STAFF}
GET    /api/v1/admin/staff                            admin auditor
POST   /api/v1/admin/staff                            admin
PUT    /api/v1/admin/staff/<badge>                    admin
POST   /api/v1/admin/staff/<badge>/password           admin
PUT    /api/v1/admin/staff/<badge>/card               admin
DELETE /api/v1/admin/staff/<badge>/card               admin
POST   /api/v1/admin/staff/<badge>/deactivate         admin
POST   /api/v1/admin/staff/<badge>/reactivate         admin
POST   /api/v1/pairing                                {_EVERYONE}
GET    /api/v1/pairing                                {_EVERYONE}
POST   /api/v1/device/health                          {_DEVICES}
GET    /api/v1/admin/devices                          supervisor admin auditor
POST   /api/v1/admin/devices/pair                     admin
PUT    /api/v1/admin/devices/<device>                 admin
POST   /api/v1/admin/devices/<device>/revoke          admin
POST   /api/v1/admin/devices/<device>/lock            supervisor admin
POST   /api/v1/admin/devices/<device>/unlock          supervisor admin
POST   /api/v1/admin/devices/<device>/reload          supervisor admin
POST   /api/v1/admin/devices/<device>/restart         supervisor admin
POST   /api/v1/admin/printers                         admin
PUT    /api/v1/admin/printers/<code>                  admin
DELETE /api/v1/admin/printers/<code>                  admin
GET    /api/v1/visits/<token>                         {_EVERYONE}
POST   /api/v1/visits/<token>/leave                   {_EVERYONE}
GET    /api/v1/catalogue                              {_STAFF} kiosk
GET    /api/v1/kiosk                                  {_STAFF} kiosk
POST   /api/v1/kiosk/lease                            kiosk
POST   /api/v1/kiosk/offline-tickets                  kiosk
GET    /api/v1/board                                  {_STAFF} display tablet
GET    /api/v1/lobby                                  {_STAFF} display
GET    /api/v1/hall                                   guide supervisor admin auditor
GET    /api/v1/journal                                supervisor admin auditor
GET    /api/v1/windows/<window>/desk                  clerk supervisor
POST   /api/v1/tickets                                guide supervisor kiosk
POST   /api/v1/tickets/find                           guide supervisor
GET    /api/v1/tickets/<ticket_id>/story              {_STAFF}
GET    /api/v1/guide                                  guide supervisor
GET    /api/v1/appointments/slots                     guide supervisor portal
POST   /api/v1/appointments                           guide supervisor portal
POST   /api/v1/appointments/find                      guide supervisor kiosk portal
POST   /api/v1/appointments/<appointment_id>/move     guide supervisor portal
POST   /api/v1/appointments/<appointment_id>/cancel   guide supervisor portal
POST   /api/v1/appointments/<appointment_id>/check-in guide supervisor kiosk
POST   /api/v1/booking-bans/find                      guide supervisor
POST   /api/v1/booking-bans/<ban_id>/lift             supervisor
POST   /api/v1/tickets/<ticket_id>/stops              clerk guide supervisor
POST   /api/v1/stops/<stop_id>/come-back              clerk guide supervisor
POST   /api/v1/stops/<stop_id>/leave                  clerk guide supervisor
POST   /api/v1/stops/<stop_id>/note                   clerk guide supervisor
POST   /api/v1/stops/<stop_id>/transfer               guide supervisor
POST   /api/v1/windows/<window>/sign-in               clerk
POST   /api/v1/windows/<window>/take-over             clerk
POST   /api/v1/windows/<window>/sign-out              clerk supervisor
POST   /api/v1/windows/<window>/open                  clerk supervisor
POST   /api/v1/windows/<window>/pause                 clerk supervisor
POST   /api/v1/windows/<window>/resume                clerk supervisor
POST   /api/v1/windows/<window>/close                 clerk supervisor
PUT    /api/v1/windows/<window>/profile               supervisor
POST   /api/v1/evacuation                             supervisor admin
DELETE /api/v1/evacuation                             supervisor admin
POST   /api/v1/messages                               supervisor
POST   /api/v1/windows/<window>/messages/<message>/read clerk
POST   /api/v1/windows/<window>/loan                  supervisor
DELETE /api/v1/windows/<window>/loan                  supervisor
POST   /api/v1/alerts/<alert>/take                    supervisor
POST   /api/v1/alerts/<alert>/release                 supervisor
GET    /api/v1/past                                   supervisor admin auditor
POST   /api/v1/windows/<window>/call-next             clerk
POST   /api/v1/windows/<window>/call                  clerk
POST   /api/v1/windows/<window>/recall                clerk
POST   /api/v1/windows/<window>/start                 clerk
POST   /api/v1/windows/<window>/finish                clerk
POST   /api/v1/windows/<window>/finish-and-call-next  clerk
POST   /api/v1/windows/<window>/requeue               clerk
POST   /api/v1/windows/<window>/no-show               clerk
POST   /api/v1/windows/<window>/hold                  clerk
POST   /api/v1/windows/<window>/resume-held           clerk
POST   /api/v1/windows/<window>/transfer              clerk
POST   /api/v1/windows/<window>/day-slip              clerk supervisor
POST   /api/v1/windows/<window>/undo                  clerk
POST   /api/v1/windows/<window>/walk-in               clerk
GET    /api/v1/windows/<window>/my-day                clerk supervisor
POST   /api/v1/closures                               supervisor
DELETE /api/v1/closures/<closure>                     supervisor
POST   /api/v1/day/open                               supervisor
POST   /api/v1/day/close                              supervisor
GET    /api/v1/printers                               {_STAFF}
POST   /api/v1/printers/<code>/status                 kiosk station
GET    /api/v1/paper-template                         kiosk station
GET    /api/v1/station/waiting                        station
POST   /api/v1/kiosk/printer-status                   kiosk
POST   /api/v1/station/begin                          station
POST   /api/v1/station/claim                          station
GET    /api/v1/print-jobs/<job_id>                    clerk guide supervisor
POST   /api/v1/print-jobs/<job_id>/report             kiosk station
POST   /api/v1/print-jobs/<job_id>/reprint            clerk guide supervisor
POST   /api/v1/print-jobs/<job_id>/cancel             clerk guide supervisor
POST   /api/v1/tickets/<ticket_id>/reprint            clerk guide supervisor
POST   /api/v1/csp-report                             {_EVERYONE}
GET    /api/v1/csp-reports                            admin
POST   /api/v1/admin/media                            supervisor admin
GET    /api/v1/media/<sha256>                         {_STAFF} display
GET    /api/v1/admin/setup                            supervisor admin auditor
GET    /api/v1/admin/changes                          supervisor admin auditor
POST   /api/v1/admin/changes                          supervisor admin
POST   /api/v1/admin/changes/preview                  supervisor admin
POST   /api/v1/admin/changes/<change>/undo            supervisor admin
POST   /api/v1/admin/changes/<change>/cancel          supervisor admin
POST   /api/v1/admin/preview/paper                    supervisor admin auditor
GET    /api/v1/admin/export                           supervisor admin auditor
POST   /api/v1/admin/import                           admin
POST   /api/v1/admin/legal-years/<year>               admin
GET    /api/v1/admin/legal-years                      supervisor admin auditor
POST   /api/v1/admin/preview/call                     supervisor admin auditor
GET    /api/v1/case-progress/<token>                  {_EVERYONE}
GET    /c/<token>                                     {_EVERYONE}
POST   /api/v1/pre-checks                             guide supervisor portal
GET    /api/v1/pre-checks/<code>                      clerk guide supervisor kiosk portal
POST   /api/v1/pre-checks/find                        clerk guide supervisor
POST   /api/v1/certificates                           supervisor admin
POST   /api/v1/certificates/find                      supervisor admin
DELETE /api/v1/certificates/<certificate_id>          supervisor admin
GET    /api/v1/case-messages                          supervisor admin
POST   /api/v1/case-messages/retry                    supervisor admin
POST   /api/v1/check-lists                            clerk guide supervisor kiosk portal
POST   /api/v1/cases                                  clerk supervisor
GET    /api/v1/cases/<number>                         clerk guide supervisor auditor
GET    /api/v1/cases/<number>/documents/<document_id>.pdf    clerk supervisor
GET    /api/v1/cases/<number>/documents/<document_id>.png    clerk supervisor
POST   /api/v1/cases/<number>/documents/<document_id>/print  clerk supervisor
POST   /api/v1/cases/<number>/check                   clerk supervisor
POST   /api/v1/cases/<number>/correct                 clerk supervisor
POST   /api/v1/cases/<number>/supplement              clerk supervisor
POST   /api/v1/cases/<number>/withdraw                clerk supervisor
POST   /api/v1/cases/<number>/join                    clerk supervisor
POST   /api/v1/cases/<number>/ready                   clerk supervisor
POST   /api/v1/cases/<number>/deliver                 clerk supervisor
POST   /api/v1/cases/<number>/reveal                  clerk supervisor
POST   /api/v1/cases/<number>/accept                  clerk supervisor
POST   /api/v1/cases/<number>/decide-on-spot          clerk supervisor
POST   /api/v1/cases/<number>/notice                  clerk supervisor
POST   /api/v1/cases/<number>/refuse                  clerk supervisor
POST   /api/v1/cases/<number>/decide                  clerk supervisor
POST   /api/v1/cases/<number>/go-on                   clerk supervisor
POST   /api/v1/cases/<number>/approve-channel         supervisor
POST   /api/v1/cases/<number>/steps/<position>/decide    clerk supervisor
GET /api/v1/cases clerk guide supervisor auditor
POST /api/v1/cases/find clerk guide supervisor auditor
GET /api/v1/cases/<number>/story clerk guide supervisor auditor
GET /api/v1/case-events supervisor auditor admin
POST   /api/v1/cases/<number>/steps/<position>/suspend    clerk supervisor
POST   /api/v1/cases/<number>/steps/<position>/resume     clerk supervisor
POST   /api/v1/cases/<number>/steps/<position>/extend     supervisor
POST   /api/v1/cases/<number>/steps/<position>/forward    clerk supervisor
GET /cases clerk guide supervisor auditor
GET /cases/<number> clerk guide supervisor auditor
GET    /api/v1/pre-checks/<code>/notice.pdf           clerk supervisor portal
"""


def allowed() -> dict[tuple[str, str], frozenset[str]]:
    """Who may use each (method, path), as the table above says."""
    rows = [line.split() for line in TABLE.strip().split("\n")]
    return {(method, path): frozenset(who) for method, path, *who in rows}


def routes(app: Flask) -> dict[tuple[str, str], str]:
    """The endpoint of each (method, path) of an app; converters left out of the path."""
    found = {}
    for rule in app.url_map.iter_rules():
        path = _CONVERTER.sub("<", rule.rule)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            found[method, path] = rule.endpoint
    return found


def permissions_page(app: Flask) -> str:
    """The page, from what the app's routes state about themselves."""
    lines = [
        "# Who may use which route",
        "",
        "Made from the server's own routes by `tests/web/permissions.py`; a test keeps it current,",
        "and another knocks at every door as everybody. Staff send a session cookie (and a CSRF",
        "token with each change), devices their token.",
        "",
        "| route | staff | devices |",
        "|---|---|---|",
    ]
    for (method, path), endpoint in sorted(routes(app).items(), key=lambda row: row[0][::-1]):
        access = access_of(app.view_functions[endpoint])
        assert access is not None
        lines.append(f"| {method} `{path}` | {_words(access)} |")
    return "\n".join(lines) + "\n"


def _words(access: Access) -> str:
    if access.anybody:
        return "anybody | anybody"
    return f"{', '.join(sorted(access.roles)) or '-'} | {', '.join(sorted(access.devices)) or '-'}"


def write_page() -> None:
    """Write docs/permissions.md from a server on an empty database."""
    with TemporaryDirectory() as folder:
        here = Path(folder)
        server = Server(Settings(database=f"sqlite:///{here / 'x.db'}", secret_file=here / "key"))
        PAGE.write_text(permissions_page(server.app), encoding="utf-8")
        server.store.close()


if __name__ == "__main__":
    write_page()
