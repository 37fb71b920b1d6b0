"""Triggers that make the audit trail append-only, in the words of each database. Used by migrations."""

from typing import Any

REFUSAL = "The audit trail is append-only."

SQLITE = {
    "audit_refuse_update": f"BEFORE UPDATE ON audit_auditevent BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    "audit_refuse_delete": f"BEFORE DELETE ON audit_auditevent BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    # INSERT OR REPLACE deletes without waking a delete trigger.
    "audit_refuse_replace": (
        "BEFORE INSERT ON audit_auditevent WHEN EXISTS (SELECT 1 FROM audit_auditevent WHERE id = NEW.id)"  # noqa: S608 - no input
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    ),
}
POSTGRESQL = {
    "audit_refuse_change": "BEFORE UPDATE OR DELETE ON audit_auditevent FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "audit_refuse_truncate": "BEFORE TRUNCATE ON audit_auditevent FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
}
POSTGRESQL_FUNCTION = (
    f"CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
)


def add_triggers(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTION)
    for name, body in _triggers(schema_editor).items():
        schema_editor.execute(f"CREATE TRIGGER {name} {body}")


def remove_triggers(apps: Any, schema_editor: Any) -> None:
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for name in _triggers(schema_editor):
        schema_editor.execute(f"DROP TRIGGER {name}{' ON audit_auditevent' if on_postgresql else ''}")
    if on_postgresql:
        schema_editor.execute("DROP FUNCTION audit_refuse()")


def _triggers(schema_editor: Any) -> dict[str, str]:
    return POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
