"""What must be true before people can work: the database answers, its tables are current, a worker is alive."""

from dataclasses import asdict, dataclass

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from alongside.web.platform import heartbeat


@dataclass(frozen=True)
class Readiness:
    """Only yes or no: this is shown to strangers."""

    database: bool
    migrations: bool
    worker: bool

    @property
    def ready(self) -> bool:
        return all(asdict(self).values())


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def unapplied_migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


_current: set[str] = set()


def migrations_are_applied() -> bool:
    """Remembered once true, for the life of the process: a deployment that adds migrations starts new processes."""
    name = str(connection.settings_dict["NAME"])
    if name not in _current and not unapplied_migrations():
        _current.add(name)
    return name in _current


def readiness() -> Readiness:
    if not database_answers():
        return Readiness(database=False, migrations=False, worker=False)
    if not migrations_are_applied():
        return Readiness(database=True, migrations=False, worker=False)
    return Readiness(database=True, migrations=True, worker=heartbeat.is_worker_alive())
