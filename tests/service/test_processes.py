"""Real processes, really stopped and really killed."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from alongside.service.processes import Part, run_together

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")

# A part that writes its process id, then sleeps; `stubborn` ones ignore being asked to stop.
SLEEPER = "import os,sys,time,signal; {stubborn} open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"
STUBBORN = "signal.signal(signal.SIGTERM, signal.SIG_IGN);"


def sleeper(folder: Path, name: str, *, stubborn: bool = False) -> Part:
    code = SLEEPER.format(stubborn=STUBBORN if stubborn else "")
    return Part(name, [sys.executable, "-c", code, str(folder / name)], dict(os.environ))


def wait_for(condition: object, seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.02)


def pid_in(file: Path) -> int:
    wait_for(lambda: file.exists() and file.read_text())
    return int(file.read_text())


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.fixture
def parent(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another Python that runs two sleepers together, as the demonstration runs its server and worker."""
    code = textwrap.dedent(f"""
        import sys, pathlib
        from tests.service.test_processes import sleeper, run_together
        folder = pathlib.Path({str(tmp_path)!r})
        sys.exit(run_together([sleeper(folder, "server"), sleeper(folder, "worker")]))
    """)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    process = subprocess.Popen([sys.executable, "-c", code], env=environment)
    yield process
    if process.poll() is None:
        process.kill()
    process.wait()


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_it_stops_every_part(parent: subprocess.Popen[bytes], tmp_path: Path, asked: signal.Signals) -> None:
    pids = [pid_in(tmp_path / name) for name in ("server", "worker")]

    parent.send_signal(asked)

    assert parent.wait(15) == 0
    assert [pid for pid in pids if is_running(pid)] == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux stops the children of a killed parent")
def test_killed_outright_it_leaves_nothing_running(parent: subprocess.Popen[bytes], tmp_path: Path) -> None:
    pids = [pid_in(tmp_path / name) for name in ("server", "worker")]

    parent.kill()

    wait_for(lambda: not any(is_running(pid) for pid in pids))


def test_when_one_part_ends_the_others_are_stopped(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    brief = Part("server", [sys.executable, "-c", "import time; time.sleep(0.5); raise SystemExit(3)"], dict(os.environ))

    code = run_together([sleeper(tmp_path, "worker"), brief])

    assert code == 1
    assert not is_running(pid_in(tmp_path / "worker"))
    assert "The server stopped by itself (code 3)" in capfd.readouterr().err


def test_a_part_that_will_not_stop_is_killed(tmp_path: Path) -> None:
    brief = Part("server", [sys.executable, "-c", "import time; time.sleep(1)"], dict(os.environ))

    run_together([sleeper(tmp_path, "worker", stubborn=True), brief], grace=0.5)

    assert not is_running(pid_in(tmp_path / "worker"))


def test_signals_are_given_back_afterwards(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)

    run_together([Part("server", [sys.executable, "-c", ""], dict(os.environ))])

    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
