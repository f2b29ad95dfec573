"""A scanner on loopback that speaks as much of clamd's INSTREAM as the portal uses."""

import socketserver
import struct
import threading
from contextlib import contextmanager


@contextmanager
def answering(answer, *, after=0):
    """Run a scanner that gives one answer after so many seconds; yields its address and what it was sent."""
    sent = []
    waiting = threading.Event()

    class Clamd(socketserver.StreamRequestHandler):
        def handle(self):
            assert self.rfile.readline() == b"nINSTREAM\n"
            data = b""
            while size := struct.unpack("!L", self.rfile.read(4))[0]:
                data += self.rfile.read(size)
            sent.append(data)
            waiting.wait(after)
            self.wfile.write(answer)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"clamd://127.0.0.1:{server.server_address[1]}", sent
        finally:
            waiting.set()
            server.shutdown()
            thread.join()
