"""Triggers that keep a published version as it was, in the words of each database. Used by migrations."""

from typing import Any

TABLE = "practice_forms_formversion"
REFUSAL = "A published version of a form never changes."

SQLITE = {
    "forms_refuse_update": f"BEFORE UPDATE ON {TABLE} WHEN OLD.published_at IS NOT NULL BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    "forms_refuse_delete": f"BEFORE DELETE ON {TABLE} WHEN OLD.published_at IS NOT NULL BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    # INSERT OR REPLACE deletes without waking a delete trigger.
    "forms_refuse_replace": (
        f"BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE published_at IS NOT NULL"  # noqa: S608 - no input
        " AND (id = NEW.id OR (form_id = NEW.form_id AND number = NEW.number)))"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    ),
}
POSTGRESQL = {
    "forms_refuse_change": (
        f"BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION forms_refuse()"
    ),
    "forms_refuse_truncate": f"BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION forms_refuse()",
}
POSTGRESQL_FUNCTION = (
    f"CREATE OR REPLACE FUNCTION forms_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
)


def add_triggers(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTION)
    for name, body in _triggers(schema_editor).items():
        schema_editor.execute(f"CREATE TRIGGER {name} {body}")


def remove_triggers(apps: Any, schema_editor: Any) -> None:
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for name in _triggers(schema_editor):
        schema_editor.execute(f"DROP TRIGGER {name}{f' ON {TABLE}' if on_postgresql else ''}")
    if on_postgresql:
        schema_editor.execute("DROP FUNCTION forms_refuse()")


def _triggers(schema_editor: Any) -> dict[str, str]:
    return POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
