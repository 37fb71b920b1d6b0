"""Logs are JSON lines: time, level, where, request id. Never the words of a form, nor the link by which a family answers.

A database says of a refused row what was in it ("DETAIL: Failing row contains ..."): that part is left out.
"""

import datetime as dt
import json
import logging
import re

from alongside.web.platform.requests import request_id

ROW = re.compile(r"\n(?:DETAIL|CONTEXT):.*?(?=\n\n(?:The above exception|During handling)|\Z)", re.DOTALL)
LINK = re.compile(r"(/say/)(?!receipt/)[^\s/\"'?#>]+")


class JsonFormatter(logging.Formatter):
    """One JSON object a line; a newline in a message cannot start a second record."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": dt.datetime.fromtimestamp(record.created, tz=dt.UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": without_links(record.getMessage()),
            "request": request_id.get() or None,
        }
        if record.exc_info:
            line["error"] = without_links(ROW.sub("", self.formatException(record.exc_info)))
        return json.dumps(line, default=str)


def without_links(text: str) -> str:
    return LINK.sub(r"\1[link]", text)
