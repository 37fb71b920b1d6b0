"""Logs are JSON lines: time, level, where, request id. Never the words of a form."""

import datetime as dt
import json
import logging

from alongside.web.platform.requests import request_id


class JsonFormatter(logging.Formatter):
    """One JSON object a line; a newline in a message cannot start a second record."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": dt.datetime.fromtimestamp(record.created, tz=dt.UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": request_id.get() or None,
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)
