"""hall-server: run the server and look after its database."""

import argparse
import getpass
import secrets
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from hall_server.config import Settings, load_settings

Command = Callable[[Settings, argparse.Namespace], int]
ROLES = ("clerk", "guide", "supervisor", "admin", "auditor")


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point. Returns the exit status; mistakes of the user are told on stderr."""
    options = _parser().parse_args(arguments)
    try:
        settings = load_settings(options.config)
        return int(options.command(settings, options))
    except KeyboardInterrupt:
        return 130
    except _mistakes() as mistake:
        print(f"hall-server: {mistake}", file=sys.stderr)  # noqa: T201
        return 2


def _mistakes() -> tuple[type[Exception], ...]:
    from hall_server.domain.refusals import Refusal
    from hall_server.store.migrations import NewerDatabase

    return (ValueError, OSError, LookupError, Refusal, NewerDatabase)


def say(words: str) -> None:
    """Tell the person at the terminal, at once even into a pipe."""
    print(words, flush=True)  # noqa: T201


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hall-server", description=__doc__)
    parser.add_argument("--config", type=Path, help="settings file (server.toml)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Command, help: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help, description=help)
        added.set_defaults(command=run)
        return added

    command("run", _run, "run the server until it is told to stop")
    command("migrate", _migrate, "bring the database to this version's schema")
    added = command("import", _import, "load or replace a hall from hall.toml and its catalogue")
    added.add_argument("hall_toml", type=Path)
    added.add_argument("catalogue", type=Path, help="CSV or XLSX")
    added = command("export", _export, "write a hall as hall.toml and catalogue.csv")
    added.add_argument("folder", type=Path)
    _hall_option(added)
    _staff_commands(command("staff", _nothing, "who may sign in"))
    _device_commands(command("device", _nothing, "kiosks and displays, and their tokens"))
    _printer_commands(command("printer", _nothing, "printers that take the hall's sheets"))
    added = command("verify", _verify, "check the journal's chain and the promises of the tables")
    added = command("backup", _backup, "copy a SQLite database while the server runs")
    added.add_argument("target", type=Path)
    added = command("demo", _demo, "a whole hall on this machine, with simulated visitors")
    added.add_argument("--data", type=Path, default=Path("var/demo"), help="where its data stay")
    added.add_argument("--port", type=int, default=8000, help="first of eight ports in a row")
    added.add_argument(
        "--speed", type=float, default=10.0, help="times faster than life; 0: no simulated people"
    )
    added.add_argument(
        "--prepare",
        action="store_true",
        help="make the data and end; another program runs the hall",
    )
    added = command("simulate", _simulate, "simulated visitors and clerks against a running server")
    added.add_argument("plan", type=Path, help="written by demo: server address, tokens, staff")
    added.add_argument("--speed", type=float, default=10.0, help="times faster than life")
    added.add_argument("--kiosk", help="address of a kiosk program whose page some visitors press")
    return parser


def _hall_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--hall", help="the hall's code; needed when the database holds several")


def _staff_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    added = commands.add_parser("add", help="register a member of staff; asks for the password")
    added.add_argument("badge")
    added.add_argument("name")
    added.add_argument("roles", nargs="+", choices=ROLES)
    added.set_defaults(command=_staff_add)
    _hall_option(added)
    added = commands.add_parser("password", help="set a new password; asks for it")
    added.add_argument("badge")
    added.set_defaults(command=_staff_password)
    _hall_option(added)
    added = commands.add_parser("list", help="all active staff")
    added.set_defaults(command=_staff_list)
    _hall_option(added)


def _device_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    added = commands.add_parser("add", help="register a device and print its token, once")
    added.add_argument("kind", choices=("kiosk", "display", "station", "portal"))
    added.add_argument("name")
    added.add_argument("--place", default="hall", help="hall, zone:A or window:5")
    added.set_defaults(command=_device_add)
    _hall_option(added)
    added = commands.add_parser("revoke", help="end a device's token")
    added.add_argument("name")
    added.set_defaults(command=_device_revoke)
    _hall_option(added)
    added = commands.add_parser("list", help="all devices")
    added.set_defaults(command=_device_list)
    _hall_option(added)


def _printer_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    added = commands.add_parser(
        "add", help="register a printer; without --station the server drives it"
    )
    added.add_argument("name")
    added.add_argument("url", help="such as socket://192.0.2.31:9100 or /dev/usb/lp0")
    added.add_argument("--place", default="hall", help="hall, zone:A or window:5")
    added.add_argument("--station", help="the station beside it")
    added.add_argument("--stand-by", help="the printer that takes what this one refuses")
    added.add_argument("--paper", type=int, choices=(58, 80), default=80)
    added.add_argument("--encoding", choices=("gb18030", "gbk", "big5", "utf-8"), default="gbk")
    added.add_argument("--mode", choices=("text", "raster"), default="text")
    added.add_argument(
        "--acknowledgement", choices=("probe", "gs_h", "gs_r", "none"), default="probe"
    )
    added.set_defaults(command=_printer_add)
    _hall_option(added)
    added = commands.add_parser("list", help="all printers and what they last said")
    added.set_defaults(command=_printer_list)
    _hall_option(added)


def _nothing(_settings: Settings, _options: argparse.Namespace) -> int:
    raise ValueError("name a command")


def _run(settings: Settings, _options: argparse.Namespace) -> int:
    from hall_server.serve import run

    return run(settings)


def _store(settings: Settings) -> Any:
    from hall_server.store.database import Store
    from hall_server.store.migrations import migrate

    store = Store(settings.database)
    migrate(store.engine)
    return store


def _migrate(settings: Settings, _options: argparse.Namespace) -> int:
    from hall_server.store.migrations import HEAD

    _store(settings).close()
    say(f"the database is at revision {HEAD}")
    return 0


def _now() -> datetime:
    from hall_server.app import utc_now

    return utc_now()


def _import(settings: Settings, options: argparse.Namespace) -> int:
    from hall_server.desk.load import add_first_administrator, load_hall
    from hall_server.exchange.problems import HallFilesRefused
    from hall_server.exchange.reading import read_hall

    try:
        plan = read_hall(options.hall_toml, options.catalogue)
    except HallFilesRefused as refused:
        print(refused, file=sys.stderr)  # noqa: T201
        return 1
    store = _store(settings)
    hall = load_hall(store, plan, _now())
    say(f"{plan.name.zh}: {len(plan.items)} items, {len(plan.windows)} windows loaded")
    password = secrets.token_urlsafe(9)
    if add_first_administrator(store, hall, password, _now()):
        say(f"first administrator: badge admin, password {password} (shown only now)")
    store.close()
    return 0


def _export(settings: Settings, options: argparse.Namespace) -> int:
    from hall_server.exchange.writing import write_hall

    store = _store(settings)
    with store.reading() as connection:
        plan = store.setup(connection, _hall(store, options), _now()).plan
    for path in write_hall(plan, options.folder):
        say(str(path))
    store.close()
    return 0


def _hall(store: Any, options: argparse.Namespace) -> int:
    from hall_server.store.database import halls

    with store.reading() as connection:
        known = halls(connection)
    if not known:
        raise ValueError("no hall is loaded yet: hall-server import hall.toml catalogue.csv")
    if options.hall is None and len(known) > 1:
        raise ValueError(f"several halls are loaded; name one with --hall: {', '.join(known)}")
    code = options.hall or next(iter(known))
    if code not in known:
        raise ValueError(f"there is no hall {code}; known: {', '.join(known)}")
    return known[code]


def _as_system(settings: Settings, options: argparse.Namespace, act: Any) -> Any:
    from hall_server.domain.actor import system

    store = _store(settings)
    try:
        return store.act(system(_hall(store, options)), _now(), act)
    finally:
        store.close()


def _asked_password() -> str:
    first = getpass.getpass("password: ")
    if len(first) < 8:
        raise ValueError("a password has at least 8 characters")
    if getpass.getpass("again: ") != first:
        raise ValueError("the two differ")
    return first


def _staff_add(settings: Settings, options: argparse.Namespace) -> int:
    from hall_server.store.passwords import hash_password
    from hall_server.store.people import add_staff

    hashed = hash_password(_asked_password())
    roles = frozenset(options.roles)
    _as_system(
        settings, options, lambda tx: add_staff(tx, options.badge, options.name, hashed, roles)
    )
    say(f"{options.badge} {options.name}: {', '.join(sorted(roles))}")
    return 0


def _staff_password(settings: Settings, options: argparse.Namespace) -> int:
    from hall_server.store.passwords import hash_password
    from hall_server.store.people import set_password

    hashed = hash_password(_asked_password())
    _as_system(settings, options, lambda tx: set_password(tx, options.badge, hashed))
    return 0


def _staff_list(settings: Settings, options: argparse.Namespace) -> int:
    from hall_server.store.people import staff_of

    store = _store(settings)
    with store.reading() as connection:
        for row in staff_of(connection, _hall(store, options)):
            say(f"{row.badge}\t{row.name}\t{row.roles}")
    store.close()
    return 0


def _device_add(settings: Settings, options: argparse.Namespace) -> int:
    from hall_server.desk.devices import register_device

    device = _as_system(
        settings,
        options,
        lambda tx: register_device(tx, options.kind, options.name, options.place),
    )
    say(f"token of {options.name} (shown only now): {device.token}")
    return 0


def _device_revoke(settings: Settings, options: argparse.Namespace) -> int:
    from hall_server.store.people import revoke_device

    _as_system(settings, options, lambda tx: revoke_device(tx, options.name))
    return 0


def _device_list(settings: Settings, options: argparse.Namespace) -> int:
    from hall_server.store.people import devices_of

    store = _store(settings)
    with store.reading() as connection:
        for row in devices_of(connection, _hall(store, options)):
            state = "revoked" if row.revoked_at else "active"
            say(f"{row.name}\t{row.kind}\t{row.place}\t{state}")
    store.close()
    return 0


def _printer_add(settings: Settings, options: argparse.Namespace) -> int:
    from hall_server.desk.devices import SETTINGS, register_printer

    chosen = {name: getattr(options, name) for name in SETTINGS}
    _as_system(
        settings,
        options,
        lambda tx: register_printer(
            tx, options.name, options.place, options.url, chosen, options.station, options.stand_by
        ),
    )
    return 0


def _printer_list(settings: Settings, options: argparse.Namespace) -> int:
    from hall_server.live.paper import printer_views

    store = _store(settings)
    with store.reading() as connection:
        for view in printer_views(connection, _hall(store, options)):
            state = ", ".join(view.troubles) or ("paper low" if view.paper_low else "ready")
            say(f"{view.printer}\t{view.place}\t{state if view.heard_at else 'never heard'}")
    store.close()
    return 0


def _verify(settings: Settings, _options: argparse.Namespace) -> int:
    from hall_server.store.verify import verify

    store = _store(settings)
    with store.reading() as connection:
        found = verify(connection)
    store.close()
    for hall, entries in found.entries.items():
        say(f"{hall}: {entries} journal entries")
    for fault in found.faults:
        say(f"FAULT {fault}")
    say("everything holds" if not found.faults else f"{len(found.faults)} faults")
    return 1 if found.faults else 0


def _backup(settings: Settings, options: argparse.Namespace) -> int:
    from hall_server.store.backup import backup_sqlite

    backup_sqlite(settings.database, options.target)
    say(str(options.target))
    return 0


def _demo(_settings: Settings, options: argparse.Namespace) -> int:
    from hall_server.demo.running import prepare_demo, run_demo

    if options.prepare:
        prepare_demo(options.data, options.port)
        return 0
    return run_demo(options.data, options.port, options.speed, say)


def _simulate(_settings: Settings, options: argparse.Namespace) -> int:
    from hall_server.demo.simulation import simulate

    return simulate(options.plan, options.speed, options.kiosk)


if __name__ == "__main__":
    sys.exit(main())
