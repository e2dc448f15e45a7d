#!/usr/bin/env python3
"""A mail server for tests: takes mail into a Maildir, and fails as it is told.

    smtp-server.py --port 0 --maildir DIR [--starttls CERT KEY] [--tls CERT KEY] [--auth USER:PASS]
                   [--fail 'RCPT=550 no such user' ...] [--until-eof]

Its first line on standard output is the port. Listens on 127.0.0.1 until it is terminated; with --until-eof also until
its standard input ends, so that it does not outlive the test that started it.

A failure is STAGE[*TIMES]=ACTION or STAGE@N=ACTION. STAGE is CONNECT, EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA (the command), MESSAGE (when
the whole mail has come), AFTER (when it was taken) or QUIT. TIMES is how often, without it
always; N means the Nth time alone. ACTION is a reply
('450 4.7.1 come back later'), `hang` (no answer), `cut` (the connection is cut), or, for MESSAGE only, `store+cut`
(the mail is taken, and the connection cut before the client learns it).

Each mail gets the headers an MTA adds: Return-Path, Delivered-To, and Received with the protocol of RFC 3848 (ESMTP,
ESMTPS, ESMTPA, ESMTPSA) and, as its id, the number of the connection.
"""
import argparse
import asyncio
import collections
import logging
import mailbox
import re
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult


class Failures:
    def __init__(self, specifications):
        self.planned = []
        self.seen = collections.Counter()
        for text in specifications:
            place, action = text.split("=", 1)
            stage, times, only = re.fullmatch(r"([A-Z]+)(?:\*(\d+)|@(\d+))?", place.upper()).groups()
            first, last = (int(only), int(only)) if only else (1, int(times) if times else float("inf"))
            self.planned.append((stage, first, last, action))

    def next(self, stage):
        self.seen[stage] += 1
        for planned, first, last, action in self.planned:
            if planned == stage and first <= self.seen[stage] <= last:
                return action
        return None


class Server(SMTP):
    connections = 0

    def __init__(self, handler, failures, **options):
        super().__init__(handler, **options)
        self.failures = failures
        Server.connections += 1
        self.number = Server.connections
        self.greeted = False
        self.taken = False

    async def fail(self, stage):
        """True where the command was answered, or never will be."""
        action = self.failures.next(stage)
        if action is None:
            return False
        if action == "hang":
            await asyncio.sleep(3600)
        elif action == "cut":
            self.transport.abort()
        else:
            await super().push(action)
        return True

    async def push(self, status):
        if not self.greeted:
            self.greeted = True
            if await self.fail("CONNECT"):
                return
        await super().push(status)
        if self.taken:
            self.taken = False
            action = self.failures.next("AFTER")
            if action is not None:
                if action != "cut":
                    await super().push(action)
                self.transport.close()

    async def smtp_EHLO(self, hostname):
        if not await self.fail("EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_STARTTLS(self, arg):
        if not await self.fail("STARTTLS"):
            await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg):
        if not await self.fail("AUTH"):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg):
        if not await self.fail("MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg):
        if not await self.fail("RCPT"):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg):
        if not await self.fail("DATA"):
            await super().smtp_DATA(arg)

    async def smtp_QUIT(self, arg):
        if not await self.fail("QUIT"):
            await super().smtp_QUIT(arg)


class Mailbox:
    def __init__(self, path, failures):
        self.maildir = mailbox.Maildir(path, create=True)
        self.failures = failures

    async def handle_DATA(self, server, session, envelope):
        action = self.failures.next("MESSAGE")
        if action == "hang":
            await asyncio.sleep(3600)
        if action is None or action == "store+cut":
            self.store(server, session, envelope)
        if action in ("cut", "store+cut"):
            server.transport.abort()
            return "250 OK"
        server.taken = action is None
        return action or f"250 2.0.0 taken by connection {server.number}"

    def store(self, server, session, envelope):
        is_encrypted = server.transport.get_extra_info("sslcontext") is not None
        protocol = "ESMTP" + ("S" if is_encrypted else "") + ("A" if session.authenticated else "")
        head = [f"Return-Path: <{envelope.mail_from}>"]
        head += [f"Delivered-To: {address}" for address in envelope.rcpt_tos]
        head += [f"Received: from {session.host_name} by localhost with {protocol} id {server.number}"]
        content = envelope.original_content or envelope.content
        self.maildir.add("".join(line + "\r\n" for line in head).encode() + content)


def tls_context(pair):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*pair)
    return context


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--maildir", required=True)
    parser.add_argument("--starttls", nargs=2, metavar=("CERT", "KEY"))
    parser.add_argument("--tls", nargs=2, metavar=("CERT", "KEY"))
    parser.add_argument("--auth", metavar="USER:PASS")
    parser.add_argument("--fail", nargs="+", action="extend", default=[], metavar="STAGE=ACTION")
    parser.add_argument("--until-eof", action="store_true")
    options = parser.parse_args()

    # Passwords over plain text are what some tests ask for.
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    failures = Failures(options.fail)
    handler = Mailbox(options.maildir, failures)

    def authenticate(server, session, envelope, mechanism, data):
        user, password = options.auth.encode().split(b":", 1)
        given = getattr(data, "login", None), getattr(data, "password", None)
        return AuthResult(success=given == (user, password), handled=False)

    def protocol():
        return Server(
            handler, failures, hostname="localhost", data_size_limit=64 << 20,
            tls_context=tls_context(options.starttls) if options.starttls else None,
            authenticator=authenticate if options.auth else None,
            auth_required=bool(options.auth), auth_require_tls=False)

    loop = asyncio.get_running_loop()
    listener = await loop.create_server(
        protocol, "127.0.0.1", options.port, ssl=tls_context(options.tls) if options.tls else None)
    print(listener.sockets[0].getsockname()[1], flush=True)
    if options.until_eof:
        await loop.run_in_executor(None, sys.stdin.buffer.read)
    else:
        await asyncio.Event().wait()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass
