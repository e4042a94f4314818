"""Bringing a database to the present schema, by Alembic."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from hall_server.store.engine import writing

HEAD = "0005"
"""The newest revision; a test compares it with the scripts."""

FOLDER = Path(__file__).parent


def current_revision(engine: Engine) -> str | None:
    """The revision a database is at, or None when it is empty."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(revision) if revision is not None else None


class NewerDatabase(RuntimeError):
    """The database was written by a newer version of the product."""


def migrate(engine: Engine) -> None:
    """Upgrade to HEAD in one go; nothing to do costs one query. Raises NewerDatabase."""
    before = current_revision(engine)
    if before == HEAD:
        return
    # Imported here: it takes half a second that an up-to-date server need not spend.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    if before is not None:
        try:
            ScriptDirectory.from_config(config).get_revision(before)
        except CommandError as error:
            raise NewerDatabase(
                f"the database is at revision {before}, which this version does not know"
            ) from error
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
