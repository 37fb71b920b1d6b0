"""`alongside demo | serve | worker | doctor | backup | manage`: parse, call one part of `alongside.service`, return its code."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def demo(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="alongside demo", description="Run Alongside on this machine with an invented directorate and a planned week."
    )
    parser.add_argument("--data", type=Path, default=Path("var/demo"), help="folder for the sample data (default: %(default)s)")
    parser.add_argument("--port", type=int, help="port to listen on (default: 8000, or the next one free)")
    parser.add_argument("--fresh", action="store_true", help="throw the sample data away first and make it again")
    options = parser.parse_args(arguments)
    from alongside.service.demo import run

    return run(data=options.data.resolve(), port=options.port, fresh=options.fresh)


def serve(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="alongside serve",
        description="Run the production server. Settings come from the environment; see docs/how-to/run-in-production.md.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on, behind your proxy (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument("--processes", type=int, default=1, help="server processes; more than one needs PostgreSQL (default: 1)")
    parser.add_argument("--threads", type=int, default=8, help="threads in each process (default: %(default)s)")
    options = parser.parse_args(arguments)
    from alongside.service.serve import serve as start

    return start(host=options.host, port=options.port, processes=options.processes, threads=options.threads)


def worker(arguments: Sequence[str]) -> int:
    argparse.ArgumentParser(
        prog="alongside worker", description="Do background work until told to stop: plans, imports, notices."
    ).parse_args(arguments)
    from alongside.service.worker import work

    return work()


def doctor(arguments: Sequence[str]) -> int:
    argparse.ArgumentParser(
        prog="alongside doctor", description="Check settings, database, worker, e-mail, disk and backups, and say what to do."
    ).parse_args(arguments)
    from alongside.service.doctor import examine

    return examine()


def backup(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="alongside backup", description="Copy the database to a new file while people work, and check the copy."
    )
    parser.add_argument("folder", type=Path, help="where to put the backup")
    options = parser.parse_args(arguments)
    from alongside.service.setting_up import set_up_django

    set_up_django()
    from alongside.service.backup import BackupFailed, back_up

    try:
        made = back_up(options.folder)
    except (BackupFailed, OSError) as failure:
        print(f"No backup was made: {failure}", getattr(failure, "do", ""), file=sys.stderr)
        return 1
    print(f"Backed up to {made} ({made.stat().st_size / 1024**2:.1f} MB).")
    return 0


def manage(arguments: Sequence[str]) -> int:
    from alongside.service.setting_up import SETTINGS, set_up_data_folder

    set_up_data_folder()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(["alongside manage", *arguments])
    except OperationalError as error:
        from alongside.web.platform.readiness import database_answers

        if database_answers():
            raise
        print(f"The database does not answer ({error}). Check DATABASE_URL, and that the database is running.", file=sys.stderr)
        return 1
    return 0
