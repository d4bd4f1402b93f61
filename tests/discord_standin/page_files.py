"""The page's own files, and the addon's that draw a message."""

from pathlib import Path

from .exchange import Answer, Request

PAGE = Path(__file__).parent / "page"
DRAW = Path(__file__).parents[2] / "odoo_discord_notify" / "static/src/discord_message"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
HEADERS = {
    # What a message says can do nothing here, even if its drawing had a hole.
    "Content-Security-Policy": "default-src 'self'",
    "Cache-Control": "no-cache",
}


class PageFiles:
    def __init__(self, draw_from: Path | None = None):
        self._folders = {"/": PAGE, "/draw/": draw_from or DRAW}

    def answer(self, request: Request) -> Answer:
        folder, name = request.path.rsplit("/", 1)
        directory = self._folders.get(folder + "/")
        file = directory and directory / (name or "index.html")
        if request.method != "GET" or not file or not file.is_file():
            return Answer(404, b"Not found\n", {"Content-Type": "text/plain"})
        headers = {"Content-Type": TYPES.get(file.suffix, "text/plain"), **HEADERS}
        return Answer(200, file.read_bytes(), headers)
