"""The delaying line of the benchmarks: what goes in comes out, later, and is counted."""

import http.server
import threading
import time
import urllib.request

from benchmarks.far import line, processor_seconds


class _Echo(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = self.path.encode() * 5000
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


def test_everything_arrives_later_and_is_counted():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with line(f"http://127.0.0.1:{server.server_port}", 0.05) as far:
            begin = time.monotonic()
            body = urllib.request.urlopen(f"{far.url}/hello", timeout=10).read()
            assert body == b"/hello" * 5000
            assert time.monotonic() - begin >= 0.1  # there and back
            assert far.down >= len(body) and 0 < far.up < 1000
    finally:
        server.shutdown()


def test_a_process_uses_its_processor():
    import os

    before = processor_seconds(os.getpid())
    sum(k * k for k in range(3_000_000))
    assert processor_seconds(os.getpid()) > before
