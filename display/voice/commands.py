"""hall-display voice: what a pack lacks, a hall's own announcer recorded, packs made and heard."""

import argparse
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from display.faults import Fault, Refused
from display.voice.building import Built, NotBuilt, build, grouped
from display.voice.clip import to_wav
from display.voice.kokoro import CannotMake, Kokoro
from display.voice.pack import MANIFEST, SHIPPED, Pack, open_pack
from display.voice.phrases import GAPS_MS, MOST_WINDOWS, USUAL, PhraseMissing
from display.voice.recording import Booth, record
from display.voice.rendering import render

NOTES = ("LICENCE.txt", "NOTICE.txt")
"""Texts beside pack.toml that go into the pack as they are."""


def add_commands(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add `voice` with its own commands; each sets `command`, which takes the options."""
    voice = commands.add_parser("voice", help=__doc__, description=__doc__)
    acts = voice.add_subparsers(required=True, metavar="COMMAND")

    def act(name: str, run: Callable[[argparse.Namespace], None], help: str) -> Any:
        added = acts.add_parser(name, help=help, description=help)
        added.set_defaults(command=run)
        return added

    _with_windows(act("missing", _missing, "which phrases a folder or pack lacks"))
    begin = act("begin", _begin, "make a folder for an announcer of the hall's own")
    begin.add_argument("language", help="such as zh-CN, en or yue")
    booth = act("record", _record, "speak what a folder lacks, phrase by phrase")
    _with_windows(booth)
    booth.add_argument(
        "--recorder",
        default="arecord -q -f S16_LE -r 48000 -c 1 -d {seconds} {file}",
        help="program that writes a WAV to {file} within {seconds}",
    )
    booth.add_argument("--player", default="aplay -q {file}", help="program that plays {file}")
    made = act("build", _build, "make a pack of a folder's sounds: trimmed, evenly loud, one zip")
    _with_windows(made)
    made.add_argument("-o", "--out", type=Path, required=True, help="the pack, such as zh-CN.zip")
    made.add_argument("--partly", action="store_true", help="also while phrases are missing")
    said = act("say", _say_call, "one call as a WAV")
    said.add_argument("pack", type=Path, help="a pack, a folder, or a shipped pack's language")
    said.add_argument("number", help="such as A003")
    said.add_argument("window", help="such as 5")
    said.add_argument("--zone", default="", help="its letter, for packs that say it")
    said.add_argument("-o", "--out", type=Path, required=True)
    spoken = act(
        "render", _render, "speak the phrases of a shipped pack by Kokoro; goes on where it was"
    )
    _with_windows(spoken)
    spoken.add_argument("--voices", type=Path, required=True, help="folder with Kokoro's voices")
    for added in acts.choices.values():
        if added.get_default("command") in (_missing, _begin, _record, _build, _render):
            added.add_argument("folder", type=Path, help="with pack.toml and the sounds")


def _with_windows(added: argparse.ArgumentParser) -> None:
    added.add_argument(
        "--windows", type=int, default=MOST_WINDOWS, help="windows from 1 to this are spoken"
    )


def _missing(options: argparse.Namespace) -> None:
    pack = open_pack(options.folder, sounds=False)
    wanted = tuple(pack.pattern.every_key(options.windows))
    missing = pack.missing(wanted)
    for group in grouped(missing) if missing else ():
        _say(group)
    _say(f"{len(wanted) - len(missing)} of {len(wanted)} phrases are there")


def _begin(options: argparse.Namespace) -> None:
    like = options.language if options.language in USUAL else "zh-CN"
    usual, gaps = USUAL[like], ", ".join(map(str, GAPS_MS[like]))
    options.folder.mkdir(parents=True, exist_ok=True)
    manifest = options.folder / MANIFEST
    pieces = ", ".join(f'"{piece}"' for piece in usual.pieces)
    with manifest.open("x", encoding="utf-8") as file:
        file.write(
            f'language = "{options.language}"\nname = "our announcer"\n'
            f"pattern = [{pieces}]\ngaps_ms = [{gaps}]\n"
        )
    _say(f"{manifest}: change the words there if the hall says others, then record")


def _record(options: argparse.Namespace) -> None:
    pack = open_pack(options.folder, sounds=False)
    missing = pack.missing(pack.pattern.every_key(options.windows))
    booth = Booth(options.recorder.split(), options.player.split(), input, _say)
    left = record(options.folder, pack.pattern, missing, booth)
    _say(f"{left} phrases are still to be spoken" if left else "all phrases are spoken")


def _build(options: argparse.Namespace) -> None:
    source = open_pack(options.folder)
    texts = {
        name: (options.folder / name).read_text(encoding="utf-8")
        for name in NOTES
        if (options.folder / name).is_file()
    }
    manifest = (options.folder / MANIFEST).read_text(encoding="utf-8")
    try:
        built = build(
            source,
            manifest,
            texts,
            options.out,
            windows=options.windows,
            partly=options.partly,
            progress=_progress,
        )
    except NotBuilt as faults:
        raise Refused(Fault(options.folder, None, each) for each in faults.faults) from faults
    _say(_told(built, options.out))


def _told(built: Built, out: Path) -> str:
    return (
        f"{out}: {built.phrases} phrases, {built.seconds / 60:.1f} minutes, "
        f"{built.size / 1e6:.1f} MB"
    )


def _say_call(options: argparse.Namespace) -> None:
    pack = _pack(options.pack)
    try:
        said = pack.splice(options.number, options.window, options.zone)
    except PhraseMissing as missing:
        raise Refused([Fault(pack.where, None, str(missing))]) from missing
    options.out.write_bytes(to_wav(said))
    sentence = pack.sentence(options.number, options.window, options.zone)
    _say(f"{options.out}: {sentence}, {said.seconds:.2f} s")


def _pack(named: Path) -> Pack:
    shipped = SHIPPED / f"{named}.zip"
    return open_pack(shipped if not named.exists() and shipped.is_file() else named)


def _render(options: argparse.Namespace) -> None:
    pack = open_pack(options.folder, sounds=False)
    try:
        engine = Kokoro(pack.language, options.voices)
    except CannotMake as cannot:
        raise Refused([Fault(options.folder, None, str(cannot))]) from cannot
    missing = pack.missing(pack.pattern.every_key(options.windows))
    render(engine, pack.pattern, missing, options.folder, _progress)
    _say("all phrases are spoken")


def _progress(done: int, of: int) -> None:
    """On a terminal a line that counts on; in a log a line now and then."""
    if sys.stderr.isatty():
        width = shutil.get_terminal_size().columns - 1
        sys.stderr.write(f"\r{done} of {of}"[:width] + ("\n" if done == of else ""))
    elif done % 100 == 0 or done == of:
        sys.stderr.write(f"{done} of {of}\n")
    sys.stderr.flush()


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the command's own words
