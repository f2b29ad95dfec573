"""A mail server on loopback, down until it is started."""

import socket

from aiosmtpd.controller import Controller


class Postbox:
    """What a mail server does with mail: keeps the bytes and whom they are for, or gives another answer."""

    def __init__(self):
        self.received = []
        self.refuses = {}  # address: what it is refused with, before the letter is sent
        self.answers = []  # what the next letters are answered with, one each; then they are taken
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._server = None

    def start(self):
        self._server = Controller(self, hostname="127.0.0.1", port=self.port)
        self._server.start()

    def stop(self):
        if self._server:
            self._server.stop()
            self._server = None

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.answers:
            return self.answers.pop(0)
        self.received.append(envelope)
        return "250 OK"
