"""A case's paper over HTTP: as A4 and as a picture from the kept copy, for those who know the applicant."""

import subprocess
from io import BytesIO

from office import Office
from PIL import Image

from hall_server.domain.plan import HallPlan


def test_a_paper_is_shown_and_printed_from_the_kept_copy(
    office: Office, demo_plan: HallPlan
) -> None:
    clerk = office.caller("clerk")
    item = next(item for item in demo_plan.items if item.kind == "promised")
    wanted = {"item": item.code, "applicant": {"name": "张三丰"}}
    made = clerk.ask("POST", "/api/v1/cases", json=wanted).get_json()
    paper = made["documents"][0]
    base = f"/api/v1/cases/{made['case']['number']}/documents/{paper['document_id']}"
    pdf = clerk.ask("GET", f"{base}.pdf")
    assert (pdf.status_code, pdf.mimetype) == (200, "application/pdf")
    assert pdf.data.startswith(b"%PDF")
    read = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=pdf.data, capture_output=True, check=True, timeout=30
    ).stdout.decode()
    assert all(words in read for words in ("张三丰", paper["reference"], "以加盖实体印章为准"))
    assert pdf.headers["ETag"] == f'"{paper["sha256"]}"'
    again = clerk.ask("GET", f"{base}.pdf", headers={"If-None-Match": pdf.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    normal, large = (clerk.ask("GET", f"{base}.png{size}") for size in ("", "?size=large"))
    assert normal.headers["ETag"] != large.headers["ETag"]
    widths = {Image.open(BytesIO(each.data)).width for each in (normal, large)}
    assert widths == {840}, "A4 at four dots to the millimetre"
    assert clerk.ask("GET", f"{base[:-1]}99.pdf").status_code == 404
    nowhere = clerk.ask("POST", f"{base}/print", json={})
    assert nowhere.get_json()["code"] == "no_printer"
    assert office.caller("auditor").ask("GET", f"{base}.pdf").status_code == 403
