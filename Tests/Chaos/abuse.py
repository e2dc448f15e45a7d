"""From a spam report to the block of one address in a real gateway, and back: real connections, mails, kills.

usage: abuse.py BINARY FOLDER [--seed S] [NAME…]
"""
import email
import email.policy
import json
import mailbox
import random
import re
import subprocess
import sys
import time
import urllib.parse
import uuid

import netns
from suite import main
from world import PATIENCE, Failed, killed, say, token, uuid7, wait

ADA, BOB, SIX = "192.0.2.10", "192.0.2.11", "2001:db8:10:1::10"
QUIET = {f"{source} {port}": "open" for source in netns.CUSTOMERS for port in netns.PORTS}
FIREWALL = {"GUICHET_FIREWALL": "nftables"}

PLAN = """kind,address,holder,from,to,contact,language
prefix,192.0.2.0/24,,2024-01-01T00:00:00Z,,,
prefix,2001:db8:10::/48,,2024-01-01T00:00:00Z,,,
lease,192.0.2.10,Ada,2026-01-01T00:00:00Z,,ada@customer.example,fr
lease,192.0.2.11,Bob,2026-01-01T00:00:00Z,,bob@customer.example,en
lease,2001:db8:10:1::/64,Six,2026-01-01T00:00:00Z,,six@customer.example,en
"""

ARF = """From: Reporter <fbl@reporter.example>
To: abuse@guichet.example
Subject: FW: You won
Date: {date}
Message-ID: <{id}@reporter.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="=_r"

--=_r
Content-Type: text/plain; charset=utf-8

This is a report of spam.
--=_r
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Reporter/1.0
Version: 1
Source-IP: {source}
Original-Mail-From: <spam@customer.example>
Original-Rcpt-To: <victim@reporter.example>
Arrival-Date: {date}

--=_r
Content-Type: message/rfc822

Received: from customer.example ([{source}]) by mx.reporter.example; {date}
From: <spam@customer.example>
To: <victim@reporter.example>
Subject: You won
Date: {date}
Message-ID: <{id}@customer.example>

Click here.
--=_r--
"""


class House:
    """The pipeline in the gateway, its network, an address plan, and a desk."""

    def __init__(self, world):
        self.world = world
        self.network = netns.Network()
        self.node = self.start()
        plan = f"{world.folder}/plan.csv"
        with open(plan, "w") as file:
            file.write(PLAN)
        self.command("lease", "import", plan)
        wait("the leases", lambda: world.count("SELECT count(*) FROM ip_leases") == 3, 30)
        self.expect(QUIET)

    def start(self, *arguments, **environment):
        node = self.world.run(*arguments, **FIREWALL, **environment)
        wait("the gateway's worker", lambda: self.world.consumers("guichet.firewall") > 0, 30)
        return node

    def close(self):
        self.network.close()
        subprocess.run(["nft", "delete", "table", "inet", "guichet"], capture_output=True)

    def command(self, *arguments, input=None, status=0):
        done = self.world.guichet(*arguments, input=input, **FIREWALL)
        if done.returncode != status:
            raise Failed(f"guichet {' '.join(arguments)}: status {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout

    def report(self, source, *more, age=5):
        """Feeds a report as the desk does, of what happened `age` seconds ago; returns its id."""
        date = email.utils.formatdate(time.time() - age)
        return self.command("report", *more, "-", input=ARF.format(date=date, id=uuid.uuid4(), source=source)).split()[0]

    def publish(self, producer, type, data):
        event = {"specversion": "1.0", "id": uuid7(random), "source": f"/{producer}", "type": type,
                 "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "data": data}
        self.world.publish([event], threads=1, url=self.world.settings[f"GUICHET_AMQP_URL_{producer.upper()}"])
        return event["id"]

    def expect(self, wanted, seconds=30):
        """Connections become what is wanted; returns the seconds until they did."""
        begun, last = time.monotonic(), {}

        def found():
            last.update(self.network.calls())
            return last == wanted
        try:
            wait("the connections", found, seconds)
        except Failed:
            raise Failed(f"connections: {[(key, value) for key, value in last.items() if wanted[key] != value]}") from None
        return time.monotonic() - begun

    def mails(self, recipient):
        box = mailbox.Maildir(self.world.maildir, create=False)
        found = [email.message_from_bytes(box.get_bytes(key), policy=email.policy.default) for key in box.keys()]
        return [mail for mail in found if recipient in str(mail["To"])]

    def mail(self, recipient, count=1):
        wait(f"mail {count} to {recipient}", lambda: len(self.mails(recipient)) >= count, 30)
        mails = self.mails(recipient)
        if len(mails) != count:
            raise Failed(f"{len(mails)} mails to {recipient}: {[str(mail['Subject']) for mail in mails]}")
        return sorted(mails, key=lambda mail: email.utils.parsedate_to_datetime(str(mail["Date"])))[-1]

    def case(self, address):
        rows = self.world.sql("SELECT id::text, state, reports FROM abuse_cases WHERE target >>= %s::inet ORDER BY opened_at", address)
        return rows[-1] if rows else (None, None, 0)

    def becomes(self, address, state):
        try:
            wait(f"the case of {address} is {state}", lambda: self.case(address)[1] == state, 30)
        except Failed as failure:
            raise Failed(f"{failure}: it is {self.case(address)}") from None

    def situation(self):
        """What the database says, for whoever reads of a failure."""
        lines = []
        for table, columns in (("inbox", "type, verdict, note"), ("abuse_reports", "*"), ("abuse_cases", "*"), ("blocks", "*"),
                               ("gateways", "*"), ("notifications", "template, recipient, state, reply"),
                               ("dead_letters", "kind, reason"), ("parked", "reason")):
            order = "WHERE verdict <> 'recorded'" if table == "inbox" else ""
            try:
                rows = [row[0] for row in self.world.sql(f"SELECT to_json(t)::text FROM (SELECT {columns} FROM {table} {order} LIMIT 4) AS t")]
                lines += [f"      {table}: {row[:900]}" for row in rows] or [f"      {table}: nothing"]
            except Exception as error:
                lines.append(f"      {table}: {error}")
        for worker in self.world.workers[-1:]:
            with open(worker.log) as log:
                lines += ["      " + line.rstrip()[:300] for line in log.readlines()[-12:]]
        return "\n".join(lines)

    def audit(self):
        wait("nothing is on its way", lambda: self.world.ready() == 0
             and self.world.count("SELECT count(*) FROM outbox") == 0, 30)
        self.command("audit")
        dead = self.world.sql("SELECT kind, reason FROM dead_letters WHERE state = 'open' LIMIT 3")
        if dead:
            raise Failed(f"dead letters: {dead}")


def blocked(*sources):
    return {**QUIET, **{f"{source} 25": "refused" for source in sources}}


def text(mail):
    return mail.get_body(("plain",)).get_content()


def link(mail):
    found = re.search(r"https://\S+token=([^\s&]+)", text(mail))
    if not found:
        raise Failed(f"no link in {text(mail)}")
    return urllib.parse.unquote(found.group(1))


def housed(scenario):
    def play(world, options):
        house = House(world)
        try:
            scenario(house)
        except Failed as failure:
            raise Failed(f"{failure}\n{house.situation()}") from None
        finally:
            world.kill_workers()
            house.close()
    return play


def there_and_back(house):
    """The issue's outcome, step by step."""
    begun = time.monotonic()
    report = house.report(ADA)
    house.expect(blocked(ADA))
    say(f"no way to port 25 for {ADA}, and for nobody else, {time.monotonic() - begun:.1f} s after the desk's command began")
    notice = house.mail("ada@customer.example")
    if ADA not in text(notice) or "Bonjour" not in text(notice) or notice["Auto-Submitted"] is None:
        raise Failed(f"the notice: {notice}")
    answer = house.mail("fbl@reporter.example")
    if "actioned" not in text(answer) or "customer.example" in text(answer) or "Ada" in text(answer):
        raise Failed(f"the answer: {answer}")
    told = house.command("explain", "block", ADA)
    if report not in told or "abuse-2026" not in told:
        raise Failed(f"explain block does not tell of {report}: {told}")
    json.loads(house.command("explain", "block", ADA, "--json"))
    case = house.case(ADA)[0]
    house.command("show", "case", case)
    if case not in house.command("cases") and case[:8] not in house.command("cases"):
        raise Failed(f"the open cases do not list {case}")
    # A second report is the same case, and no second mail.
    house.report(ADA)
    wait("two reports, one case", lambda: house.case(ADA)[2] == 2, 30)
    key = link(notice)
    attested = {"cause_found": True, "cause_removed": True, "queue_purged": True, "passwords_changed": True}
    house.publish("portal", "abuse.unblock.requested", {"token": key, "attestation": attested})
    house.expect(QUIET)
    house.becomes(ADA, "probation")
    # The link was for one use.
    house.publish("portal", "abuse.unblock.requested", {"token": key, "attestation": attested})
    wait("the second use is refused", lambda: house.world.count("SELECT count(*) FROM inbox WHERE verdict = 'refused'") == 1, 30)
    # What happened before the block ended is paid for: only what comes after it counts again.
    house.report(ADA)
    time.sleep(2)
    house.expect(QUIET)
    house.report(ADA, age=0)
    house.expect(blocked(ADA))
    house.becomes(ADA, "blocked")
    hours = house.world.count("SELECT extract(epoch FROM desired_until - now()) / 3600 FROM blocks WHERE state = 'active'")
    if not 23 < hours < 24.1:
        raise Failed(f"the second block lasts {hours} hours, not a day")
    if len(house.mails("fbl@reporter.example")) != 1:
        raise Failed("the reporter has more than one answer for one case")
    house.audit()


def forged(house):
    """Failure pattern 10: reports that nobody vouches for never block, however many, whatever their From says."""
    for _ in range(5):
        house.report(ADA, "--channel", "mailbox")
    wait("five reports of one case", lambda: house.case(ADA)[2] == 5, 30)
    time.sleep(2)
    house.expect(QUIET)
    if house.world.count("SELECT count(*) FROM blocks") or house.mails("fbl@reporter.example"):
        raise Failed("a forged report had an effect, or an answer")
    told = house.command("explain", "block", ADA)
    if "unknown" not in told:
        raise Failed(f"explain does not say that nobody is known: {told}")
    house.audit()


def not_ours(house):
    """ABU-5: an address of somebody else is answered and never blocked."""
    house.report("203.0.113.7")
    answer = house.mail("fbl@reporter.example")
    if "not_ours" not in text(answer):
        raise Failed(f"the answer: {answer}")
    if house.world.count("SELECT count(*) FROM abuse_cases") or house.world.count("SELECT count(*) FROM blocks"):
        raise Failed("an address that is not ours has a case or a block")
    house.audit()


def six(house):
    """IPv6: the customer's network, and no other's."""
    house.report(SIX)
    house.expect(blocked(SIX))
    house.mail("six@customer.example")
    house.audit()


def expired(house):
    """The kernel ends a block while every worker is dead."""
    until = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 8))
    house.publish("desk", "abuse.block.ordered", {"address": BOB, "by": "desk one", "reason": "by hand", "expires": until})
    house.expect(blocked(BOB))
    house.world.kill_workers()
    house.expect(QUIET, 20)
    house.start()
    wait("the block is over", lambda: house.world.sql("SELECT state FROM blocks") == [("expired",)], 30)
    house.audit()


def flushed(house):
    """A table that somebody emptied comes back, and so does one that was deleted."""
    house.report(ADA)
    house.expect(blocked(ADA))
    for damage in (["flush", "table", "inet", "guichet"], ["delete", "table", "inet", "guichet"]):
        subprocess.run(["nft", *damage], check=True)
        mended = house.expect(blocked(ADA))
        say(f"after `nft {' '.join(damage)}` mended in {mended:.1f} s")
    house.audit()


def protected(house):
    """Addresses outside our prefixes are never blocked, not even by two people."""
    for person in ("desk one", "desk two"):
        house.publish("desk", "abuse.block.ordered", {"address": "198.51.100.25", "by": person, "reason": "by hand"})
    wait("both are refused", lambda: house.world.count("SELECT count(*) FROM inbox WHERE verdict = 'refused'") == 2, 30)
    if house.world.count("SELECT count(*) FROM blocks WHERE state IN ('requested', 'active')"):
        raise Failed("an address that is not ours is to be blocked")
    house.audit()


def killed_between(step):
    """Failure patterns 1, 3 and 11: whatever dies, the block is had once, and said only when it was observed."""
    def scenario(house):
        house.world.kill_workers()
        house.start(GUICHET_NODE="others")
        house.world.kill_workers()
        for queue in ("guichet.abuse", "guichet.firewall"):
            house.report(ADA if queue == "guichet.abuse" else BOB)
            others = [word for name in ("account", "notification", "provisioning", "abuse", "firewall", "unroutable", "dead")
                      if f"guichet.{name}" != queue for word in ("--queue", f"guichet.{name}")]
            house.world.run(*others, GUICHET_NODE="others", **FIREWALL)
            killed(house.world.run("--queue", queue, "--fault", f"{step}:1", GUICHET_NODE="victim", **FIREWALL), 60 * PATIENCE)
            house.world.kill_workers()
        house.start(GUICHET_NODE="after")
        house.expect(blocked(ADA, BOB), 60)
        for address, contact in ((ADA, "ada@customer.example"), (BOB, "bob@customer.example")):
            house.becomes(address, "blocked")
            house.mail(contact)
        active = house.world.sql("SELECT count(*) FROM history WHERE name LIKE '%%active%%' OR name LIKE '%%enforced%%'")
        say(f"facts of enforcement: {active[0][0]}")
        house.audit()
    return scenario


def two_gateways(house):
    """A block is active when every gateway has it; one that is gone for good is forgotten by a person."""
    house.world.kill_workers()
    house.world.operate("gateway", "forget", "default")
    east, west = [house.world.run(GUICHET_NODE=name, GUICHET_GATEWAY=name, **FIREWALL) for name in ("east", "west")]
    wait("two gateways", lambda: house.world.count("SELECT count(*) FROM gateways") == 2, 30)
    house.report(ADA)
    house.expect(blocked(ADA))
    house.becomes(ADA, "blocked")
    seen = house.world.sql("SELECT jsonb_object_keys(observed) FROM blocks ORDER BY 1")
    if seen != [("east",), ("west",)]:
        raise Failed(f"observed by {seen}")
    west.kill()
    west.wait()
    house.report(BOB)
    house.expect(blocked(ADA, BOB))
    time.sleep(3)
    if house.case(BOB)[1] == "blocked" or house.mails("bob@customer.example"):
        raise Failed("a block is said to be active that one gateway never had")
    house.world.operate("gateway", "forget", "west")
    house.becomes(BOB, "blocked")
    house.mail("bob@customer.example")
    house.world.drain(east)


def same_moment(house):
    """Failure pattern 2: many reports in the same millisecond, several workers: one case, and nothing failed."""
    house.command("scale", "guichet.abuse", "4")
    wait("four workers", lambda: house.world.consumers("guichet.abuse") == 4, 30)
    date = email.utils.formatdate(time.time() - 5)
    import base64
    events = []
    for number in range(200):
        raw = ARF.format(date=date, id=f"{number}", source=ADA if number % 2 else BOB)
        events.append({"specversion": "1.0", "id": uuid7(random), "source": "/desk", "type": "abuse.report.received",
                       "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                       "data": {"reportId": str(uuid.uuid4()), "format": "arf", "raw": base64.b64encode(raw.encode()).decode(),
                                "receivedAt": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}})
    house.world.publish(events, threads=8, url=house.world.settings["GUICHET_AMQP_URL_DESK"])
    wait("all reports in their cases", lambda: house.case(ADA)[2] == 100 and house.case(BOB)[2] == 100, 60)
    if house.world.count("SELECT count(*) FROM abuse_cases") != 2:
        raise Failed(f"{house.world.count('SELECT count(*) FROM abuse_cases')} cases, not two")
    house.expect(blocked(ADA, BOB))
    house.mail("ada@customer.example")
    house.mail("bob@customer.example")
    house.audit()


SCENARIOS = {
    "there and back": housed(there_and_back),
    "forged reports": housed(forged),
    "not ours": housed(not_ours),
    "IPv6": housed(six),
    "the kernel's clock": housed(expired),
    "a flushed table": housed(flushed),
    "protected": housed(protected),
    "two gateways": housed(two_gateways),
    "the same moment": housed(same_moment),
    **{f"killed at {step}": housed(killed_between(step)) for step in ("taken", "opened", "decided", "committed", "handedOver")},
}

if __name__ == "__main__":
    netns.inside()
    sys.exit(main("abuse", SCENARIOS))
