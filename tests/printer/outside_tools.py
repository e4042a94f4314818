"""The tools that look at papers from outside: poppler reads PDFs, zbar reads codes."""

import shutil
import subprocess
from pathlib import Path

import pytest

_NO_CODE = 4


def run(tool: str, *arguments: str | Path) -> str:
    """What `tool` prints; the test is skipped where it is not installed."""
    program = shutil.which(tool)
    if program is None:
        pytest.skip(f"{tool} is not installed (see tests/system.sh)")
    done = subprocess.run([program, *arguments], capture_output=True, check=True)
    return done.stdout.decode()


def codes_in(picture: Path) -> list[str]:
    """The contents of all codes in a picture; zbarimg ends with 4 where there is none."""
    try:
        return run("zbarimg", "--quiet", "--raw", picture).split()
    except subprocess.CalledProcessError as error:
        if error.returncode == _NO_CODE:
            return []
        raise


def pdf_text(file: Path) -> str:
    """All text of a PDF in the order it was written, without white space."""
    return "".join(run("pdftotext", "-raw", file, "-").split())


def pdf_pages(file: Path, folder: Path) -> list[Path]:
    """The pages as pictures of 150 dots per inch."""
    run("pdftoppm", "-r", "150", "-png", file, folder / "page")
    return sorted(folder.glob("page*.png"))


def pdf_facts(file: Path) -> dict[str, str]:
    """What pdfinfo says, by its labels."""
    lines = (line.partition(":") for line in run("pdfinfo", file).splitlines())
    return {label: value.strip() for label, _, value in lines}
