"""Listens to a browser for what must never happen: script errors, refused policies, missing files."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

# Chromium reports every answer of 400 and above as a console error; a page that says "not found" is judged by its test instead.
ANSWERED = "Failed to load resource: the server responded with a status of"
# What the network did is judged where the request failed, not again by what the console says of it.
CUT_OFF = "Failed to load resource: net::"
LEFT_THE_PAGE = {"net::ERR_ABORTED"}


class Watch:
    """Gathers complaints from a browser context while a test runs."""

    def __init__(self, context: BrowserContext) -> None:
        self.problems: list[str] = []
        context.on("console", self._console)
        context.on("weberror", self._script_error)
        context.on("response", self._response)
        context.on("requestfailed", self._request_failed)

    def _console(self, message: ConsoleMessage) -> None:
        refused = "Content Security Policy" in message.text
        if (message.type == "error" and not message.text.startswith((ANSWERED, CUT_OFF))) or refused:
            self.problems.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _script_error(self, error: WebError) -> None:
        self.problems.append(f"script: {error.error}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.problems.append(f"server: {response.status} for {response.url}")
        elif response.status >= 400 and response.request.resource_type in {"stylesheet", "script", "image", "font"}:
            self.problems.append(f"missing: {response.status} for {response.url}")

    def _request_failed(self, request: Request) -> None:
        if request.failure not in LEFT_THE_PAGE and "ERR_INTERNET_DISCONNECTED" not in (request.failure or ""):
            self.problems.append(f"failed: {request.failure} for {request.url}")
