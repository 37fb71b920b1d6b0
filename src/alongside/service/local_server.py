"""The small server of the demonstration: waitress, on this machine only."""

import os
import sys


def main(host: str, port: int) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.web.settings")
    from waitress import serve

    from alongside.web.wsgi import application

    serve(application, host=host, port=port, threads=6, ident="alongside")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
