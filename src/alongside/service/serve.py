"""The production server: refuses to start unsafely, then hands over to gunicorn (waitress on Windows)."""

import os
import sys
from typing import Any

from alongside.service.safety import refusals
from alongside.service.setting_up import set_up_django


def serve(*, host: str, port: int, processes: int, threads: int) -> int:
    reasons = refusals(os.environ, processes=processes)
    if not reasons:
        os.environ["ALONGSIDE_ENV"] = "production"
        reasons = _unready()
    if reasons:
        print("Alongside did not start:", file=sys.stderr)
        for reason in reasons:
            print(f"  - {reason}", file=sys.stderr)
        return 1
    _collect_static_files()
    _let_go_of_the_database()
    if sys.platform == "win32":
        return _waitress(host=host, port=port, threads=threads)
    return _gunicorn(host=host, port=port, processes=processes, threads=threads)


def _unready() -> list[str]:
    """What only the running application can tell. Imports wait until the environment is known to be safe."""
    from django.core import checks

    set_up_django()
    from alongside.service.assets import ASSETS_MISSING, assets_are_built
    from alongside.web.platform.readiness import database_answers, unapplied_migrations

    found = checks.run_checks(include_deployment_checks=True)
    reasons = [f"{item.msg} ({item.id})" for item in found if item.level >= checks.WARNING and not item.is_silenced()]
    if not assets_are_built():
        reasons.append(ASSETS_MISSING)
    if not database_answers():
        reasons.append("The database does not answer. Check DATABASE_URL, and that the database is running.")
    elif missing := unapplied_migrations():
        reasons.append(f"The database is {len(missing)} migrations behind. Back it up, then run: alongside manage migrate")
    return reasons


def _collect_static_files() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def _let_go_of_the_database() -> None:
    """Server processes are forked from this one, and a connection or a pool that two processes share breaks both."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def _gunicorn(*, host: str, port: int, processes: int, threads: int) -> int:
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            options: dict[str, Any] = {
                "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
                "workers": processes,
                "threads": threads,
                "worker_class": "gthread",
                "timeout": 60,
                "graceful_timeout": 30,
                "max_requests": 5000,
                "max_requests_jitter": 500,
                "proc_name": "alongside",
                "control_socket_disable": True,  # a way in that nobody needs
            }
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            from alongside.web.wsgi import application

            return application

    Server().run()
    return 0


def _waitress(*, host: str, port: int, threads: int) -> int:
    from waitress import serve as waitress_serve

    from alongside.web.wsgi import application

    waitress_serve(
        application, host=host, port=port, threads=threads, trusted_proxy="127.0.0.1", trusted_proxy_headers={"x-forwarded-proto"}
    )
    return 0
