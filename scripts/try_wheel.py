"""Install a wheel where nothing else is, run the demonstration from it, open it, stop it, and look for what was left running."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parents[1]
SECONDS_TO_START = 180
SECONDS_TO_STOP = 30
MUST_CARRY = (
    "alongside/web/static/built/app.css",
    "alongside/web/static/built/print.css",
    "alongside/web/static/built/app.js",
    "alongside/web/static/built/vendor/govuk-frontend.min.js",
    "alongside/web/static/built/vendor/htmx.min.js",
    "alongside/web/static/built/vendor/NOTICES.txt",
    "alongside/web/design/jinja/layout.html",
)
MUST_NOT_CARRY = ("node_modules", "__pycache__", ".sqlite3", "secret-key", ".map", "tests/")


def main(wheel: Path) -> int:
    carried = ZipFile(wheel).namelist()
    problems = [f"the wheel lacks {name}" for name in MUST_CARRY if name not in carried]
    problems += [f"the wheel carries {name}" for name in carried if any(part in name for part in MUST_NOT_CARRY)]
    if not problems:
        with tempfile.TemporaryDirectory(prefix="alongside-wheel-") as folder:
            problems = try_out(wheel.resolve(), Path(folder))
    for problem in problems:
        print(f"Not right: {problem}", file=sys.stderr)
    if not problems:
        print(f"The wheel ({wheel.stat().st_size / 1024**2:.1f} MB, {len(carried)} files) installs, runs and stops.")
    return 1 if problems else 0


def try_out(wheel: Path, folder: Path) -> list[str]:
    began = time.monotonic()
    program = install(wheel, folder)
    print(f"Installed in {time.monotonic() - began:.0f} s.", flush=True)
    port = free_port()
    began = time.monotonic()
    demo = subprocess.Popen(
        [program, "demo", "--port", str(port), "--data", folder / "data"],
        cwd=folder,
        env=clean_environment(),
        start_new_session=True,
    )
    try:
        problems = look(f"http://127.0.0.1:{port}", demo)
        print(f"Answered after {time.monotonic() - began:.0f} s.", flush=True)
        demo.send_signal(signal.SIGINT)
        code = demo.wait(SECONDS_TO_STOP)
        problems += [f"it ended with code {code}"] if code else []
    except subprocess.TimeoutExpired:
        problems = ["it did not stop within 30 seconds"]
    finally:
        if demo.poll() is None:
            os.killpg(demo.pid, signal.SIGKILL)
    return problems + [f"still running: {line}" for line in running_from(folder)]


def install(wheel: Path, folder: Path) -> Path:
    uv = Path(sys.executable).with_name("uv")
    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    pins = ROOT / "requirements/base.txt"
    subprocess.run([uv, "pip", "install", "--quiet", "--python", venv / "bin/python", "--constraint", pins, wheel], check=True)
    return venv / "bin/alongside"


def clean_environment() -> dict[str, str]:
    names = ("PATH", "HOME", "LANG", "TMPDIR")
    return {name: os.environ[name] for name in names if name in os.environ}


def look(address: str, demo: subprocess.Popen[bytes]) -> list[str]:
    deadline = time.monotonic() + SECONDS_TO_START
    while not answers(f"{address}/readyz"):
        if demo.poll() is not None:
            return [f"it ended by itself with code {demo.returncode}"]
        if time.monotonic() > deadline:
            return [f"it was not ready after {SECONDS_TO_START} seconds"]
        time.sleep(0.5)
    with urllib.request.urlopen(address) as page:  # noqa: S310 - our own loopback address
        text = page.read().decode()
    problems = [] if "Alongside" in text else ["the first page does not name Alongside"]
    return problems + [f"{name} is missing" for name in ("app.css", "app.js") if not answers(f"{address}/static/built/{name}")]


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310 - our own loopback address
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def running_from(folder: Path) -> list[str]:
    listed = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=True).stdout
    return [line.strip() for line in listed.splitlines() if str(folder) in line]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
