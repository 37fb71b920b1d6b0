"""The audit trail refuses deletion, which is right, but a test that commits must leave an empty database behind."""

import contextlib
from collections.abc import Iterator
from typing import Any


def flush_despite_triggers() -> None:
    """Make Django's `flush`, which pytest runs after a test that commits, lift the triggers while it empties the tables."""
    from django.core.management.commands.flush import Command
    from django.db import connections

    flush = Command.handle
    if getattr(flush, "lifts_triggers", False):
        return

    def handle(self: Any, **options: Any) -> Any:
        with _lifted(connections[options["database"]]):
            return flush(self, **options)

    handle.lifts_triggers = True  # type: ignore[attr-defined]
    Command.handle = handle


@contextlib.contextmanager
def _lifted(connection: Any) -> Iterator[None]:
    lift = _lift_sqlite if connection.vendor == "sqlite" else _lift_postgresql
    with connection.cursor() as cursor:
        restore = lift(cursor)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in restore:
                cursor.execute(statement)


def _lift_sqlite(cursor: Any) -> list[str]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = cursor.fetchall()
    for name, _ in triggers:
        cursor.execute(f'DROP TRIGGER "{name}"')
    return [sql for _, sql in triggers]


def _lift_postgresql(cursor: Any) -> list[str]:
    cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
    tables = [table for (table,) in cursor.fetchall()]
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    return [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables]
