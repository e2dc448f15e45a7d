"""The way of a customer, whole: sign-up, profile, company, certificate, review, members, partners, deletion.

Real AMQP, PostgreSQL and SMTP; every event is published by the user who may, through `guichet publish`.

usage: onboarding.py BINARY FOLDER [--seed S] [NAME…]
"""
import collections
import email
import email.policy
import json
import mailbox
import os
import random
import re
import time
import urllib.parse
import uuid
import zlib
from concurrent.futures import ThreadPoolExecutor

from suite import main
from world import PASSWORD, PATIENCE, Failed, killed, uuid7, wait

REVIEWER, SECOND, THIRD = "rita@guichet.example", "sam@guichet.example", "tom@guichet.example"


def pdf(text, extra="", trailer=""):
    """A small and correct PDF with one page that says this text."""
    content = zlib.compress(f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1"))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {extra} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(content) + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()


def siren(seed):
    """A number of nine digits with a right check digit (Luhn)."""
    first = f"{100_000_00 + seed:08d}"
    total = sum(sum(divmod(int(digit) * (1 + place % 2), 10)) for place, digit in enumerate(first))
    return f"{first}{-total % 10}"


class Person:
    def __init__(self, name, locale="fr"):
        self.id = str(uuid.uuid4())
        self.name = name
        self.locale = locale
        self.email = f"{name.split()[0].lower()}.{self.id[:6]}@customer.example"


class House:
    """The pipeline, and whoever publishes to it."""

    def __init__(self, world, nodes=1):
        self.world = world
        self.nodes = [self.start() for _ in range(nodes)]

    def start(self, *arguments, **environment):
        node = self.world.run(*arguments, **environment)
        wait("workers", lambda: all(self.world.consumers(f"guichet.{queue}") > 0
                                    for queue in ("account", "verification", "inspection")), 30)
        return node

    def command(self, *arguments, input=None, status=0):
        done = self.world.guichet(*arguments, input=input)
        if done.returncode != status:
            raise Failed(f"guichet {' '.join(arguments)}: status {done.returncode}, not {status}: {done.stdout}{done.stderr}")
        return done.stdout

    def tell(self, producer, type, refused=None, **data):
        """Publishes and waits for the outcome; `refused` names the rule that must refuse it."""
        done = self.world.guichet("publish", type, "--as", producer, "--wait", "--json", "-", input=json.dumps(data))
        try:
            answer = json.loads(done.stdout)
        except ValueError:
            raise Failed(f"{type} {data}: status {done.returncode}: {done.stdout}{done.stderr}") from None
        if answer["state"] != ("refused" if refused else "accepted"):
            raise Failed(f"{type} {data}: {answer}")
        if refused and refused not in [reason["rule"] for reason in answer["outcome"]["reasons"]]:
            raise Failed(f"{type} is refused by other rules than {refused}: {answer}")
        return answer

    # Mails

    def mails(self, recipient):
        box = mailbox.Maildir(self.world.maildir, create=False)
        found = [email.message_from_bytes(box.get_bytes(key), policy=email.policy.default) for key in box.keys()]
        return [mail for mail in found if recipient in str(mail["To"])]

    def mail(self, recipient, *words, count=1):
        """The one mail to this person whose text or subject has these words."""
        def fitting():
            # Whoever dies between the mail server's word and the commit sends again, under the same Message-ID.
            found = {mail["Message-ID"]: mail for mail in self.mails(recipient)}
            return [mail for mail in found.values() if all(word in f"{mail['Subject']}\n{text(mail)}" for word in words)]
        try:
            wait(f"a mail to {recipient} with {words}", lambda: len(fitting()) >= count, 30)
        except Failed as failure:
            raise Failed(f"{failure}; there are {[str(mail['Subject']) for mail in self.mails(recipient)]}") from None
        if len(fitting()) != count:
            raise Failed(f"{len(fitting())} mails to {recipient} with {words}")
        return fitting()[0]

    # People and companies

    def sign_up(self, person):
        self.tell("portal", "account.signup.requested", accountId=person.id, email=person.email, locale=person.locale)
        self.tell("portal", "account.email.confirmed", token=link(self.mail(person.email)))
        self.tell("portal", "account.password.set", accountId=person.id, passwordHash=PASSWORD)
        self.tell("portal", "account.profile.completed", accountId=person.id, fullName=person.name, jobTitle="Gérante")
        self.tell("portal", "account.totp.enrolled", accountId=person.id, secretRef=f"vault:{person.id}")
        return person

    def register(self, person, number, name="Atelier Dubois SARL", **more):
        company = str(uuid.uuid4())
        self.tell("portal", "account.company.registered", accountId=person.id, companyId=company, legalName=name, country="FR",
                  registrationNumber=number, companyType="enterprise", **more)
        return company

    def put(self, content, name="kbis.pdf", status=0, company=None):
        path = os.path.join(self.world.folder, name)
        with open(path, "wb") as file:
            file.write(content)
        said = self.command("document", "put", path, "--json", *(["--subject", f"company/{company}"] if company else []), status=status)
        return json.loads(said) if status == 0 else None

    def stored(self, company, content, name="kbis.pdf"):
        kept = self.put(content, name, company=company)
        return {field: kept[field] for field in ("id", "mediaType", "size", "sha256")}

    def submit(self, company, content, name="kbis.pdf", refused=None):
        document = {**self.stored(company, content, name), "name": name, "kind": "kbis"}
        self.tell("portal", "verification.document.submitted", refused, companyId=company, document=document)
        return document

    def inspected(self, document):
        wait("the document is inspected",
             lambda: self.world.count("SELECT count(*) FROM inspections WHERE id = %s", document["id"]), 60)

    def state(self, company):
        return self.world.count("SELECT standing FROM companies WHERE id = %s", company)

    def becomes(self, company, standing):
        try:
            wait(f"the company is {standing}", lambda: self.state(company) == standing, 30)
        except Failed as failure:
            raise Failed(f"{failure}; it is {self.state(company)}") from None

    def settled(self):
        wait("nothing is on its way", lambda: self.world.ready() == 0 and self.world.count("SELECT count(*) FROM outbox") == 0, 60)

    def audit(self):
        self.settled()
        self.command("audit")
        dead = self.world.sql("SELECT kind, reason FROM dead_letters WHERE state = 'open' LIMIT 3")
        if dead:
            raise Failed(f"dead letters: {dead}")

    def situation(self):
        lines = []
        for table, columns in (("inbox", "type, verdict, note"), ("companies", "*"), ("verifications", "*"), ("inspections", "*"),
                               ("dead_letters", "kind, reason"), ("parked", "reason"), ("notifications", "template, recipient, state, reply")):
            order = "WHERE verdict <> 'recorded'" if table == "inbox" else ""
            try:
                rows = [row[0] for row in self.world.sql(f"SELECT to_json(t)::text FROM (SELECT {columns} FROM {table} {order} LIMIT 4) AS t")]
                lines += [f"      {table}: {row[:900]}" for row in rows] or [f"      {table}: nothing"]
            except Exception as error:
                lines.append(f"      {table}: {error}")
        return "\n".join(lines)


def text(mail):
    return mail.get_body(("plain",)).get_content()


def link(mail):
    found = re.search(r"https://\S+token=([^\s&]+)", text(mail))
    if not found:
        raise Failed(f"no link in {text(mail)}")
    return urllib.parse.unquote(found.group(1))


def housed(scenario, nodes=1):
    def play(world, options):
        house = House(world, nodes)
        try:
            scenario(house)
        except Failed as failure:
            raise Failed(f"{failure}\n{house.situation()}") from None
        finally:
            world.kill_workers()
    return play


def whole_way(house):
    """The issue's outcome, step by step (ACC-1 to ACC-9, VER-1 to VER-14, NOT-1)."""
    ada = Person("Ada Dubois")
    company = str(uuid.uuid4())
    early = dict(companyId=company, legalName="Atelier Dubois SARL", country="FR", companyType="enterprise")
    house.tell("portal", "account.company.registered", "ACC-2", accountId=ada.id, registrationNumber=siren(1), **early)
    house.sign_up(ada)
    number = siren(2)
    house.tell("portal", "account.company.registered", "VER-4", accountId=ada.id, registrationNumber=number,
               **{**early, "companyType": "cloud"})
    company = house.register(ada, f"{number[:3]} {number[3:6]} {number[6:]}")
    house.mail(ada.email, "Atelier Dubois")
    # VER-9: nothing can be ordered yet, and it is said why.
    why = house.command("explain", "order", company, "--account", ada.id, status=1)
    if "VER-9" not in why:
        raise Failed(f"explain order does not name VER-9: {why}")
    # ACC-8, VER-11: members are invited meanwhile.
    bob = Person("Bob Martin", "en")
    house.tell("portal", "account.member.invited", companyId=company, email=bob.email, by=ada.id, role="user",
               scope={"kind": "contract", "id": "OCB000123"})
    invitation = link(house.mail(bob.email))
    house.tell("portal", "account.signup.requested", accountId=bob.id, email=bob.email, locale="en")
    house.tell("portal", "account.invitation.accepted", "ACC-2", token=invitation, accountId=bob.id)
    wait("the mail with Bob's link", lambda: len(house.mails(bob.email)) == 2, 30)
    confirmation = next(link(mail) for mail in house.mails(bob.email) if link(mail) != invitation)
    house.tell("portal", "account.email.confirmed", token=confirmation)
    house.tell("portal", "account.password.set", accountId=bob.id, passwordHash=PASSWORD)
    house.tell("portal", "account.profile.completed", accountId=bob.id, fullName=bob.name, jobTitle="Buyer")
    house.tell("portal", "account.invitation.accepted", token=invitation, accountId=bob.id)
    # The certificate, its receipt, its inspection.
    first = house.submit(company, pdf("an unreadable scan"))
    house.mail(ada.email, first["sha256"])
    house.inspected(first)
    listed = house.command("verify", "list")
    if "Atelier Dubois" not in listed:
        raise Failed(f"the desk does not list the company: {listed}")
    # VER-7: no decision without a claim; the customer owes an answer, so the clock stands.
    house.tell("staff", "verification.approved", "VER-7", companyId=company, by=REVIEWER, category="enterprise")
    house.command("verify", "claim", company, "--by", REVIEWER)
    house.tell("staff", "verification.claimed", "VER-7", companyId=company, by=SECOND)
    house.command("verify", "ask", company, "--by", REVIEWER, "--reason", "unreadable")
    house.mail(ada.email, "Atelier Dubois", "illisible")
    clock = house.command("explain", "clock", company)
    if "paused" not in clock:
        raise Failed(f"the clock runs while the customer owes an answer: {clock}")
    second = house.submit(company, pdf(f"Extrait Kbis Atelier Dubois SARL {number} RCS Paris, 2 novembre 2026"))
    house.inspected(second)
    house.settled()
    told = house.command("verify", "show", company)
    for word in (first["sha256"], second["sha256"]):
        if word[:16] not in told:
            raise Failed(f"verify show does not have {word}: {told}")
    house.command("verify", "claim", company, "--by", REVIEWER)
    house.command("verify", "approve", company, "--by", REVIEWER, "--category", "xaas")
    house.becomes(company, "verified")
    house.mail(ada.email, "Atelier Dubois SARL est vérifiée")
    house.tell("staff", "verification.approved", "VER-7", companyId=company, by=SECOND, category="enterprise")
    house.command("explain", "order", company, "--account", ada.id)
    kind = house.world.sql("SELECT company_type FROM companies WHERE id = %s", company)
    if kind != [("xaas",)]:
        raise Failed(f"staff chose xaas (VER-6), the company is {kind}")
    house.command("show", "company", company)
    json.loads(house.command("show", "company", company, "--json"))
    house.audit()
    doubled = [mail for mail, count in collections.Counter(
        (str(mail["Message-ID"])) for mail in house.mails("@customer.example")).items() if count > 1]
    if doubled:
        raise Failed(f"mails came twice: {doubled}")


def once(house):
    """VER-16: fifty people register one company at one moment, in every spelling; there is one, and 49 requests to join it."""
    people = [Person(f"Person {number}") for number in range(50)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(house.sign_up, people))
    number = siren(77)
    spellings = [number, f"{number[:3]} {number[3:6]} {number[6:]}", f"RCS Paris B {number}"]
    events = [{"specversion": "1.0", "id": uuid7(random), "source": "/portal", "type": "account.company.registered",
               "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
               "data": {"accountId": person.id, "companyId": str(uuid.uuid4()), "legalName": "Fonderie du Nord", "country": "FR",
                        "registrationNumber": spellings[place % 3], "companyType": "enterprise"}}
              for place, person in enumerate(people)]
    house.world.publish(events, threads=8)
    def decided():
        return house.world.count("SELECT count(*) FROM inbox WHERE type = 'account.company.registered'")
    try:
        wait("all are decided", lambda: decided() == 50, 60)
    except Failed as failure:
        raise Failed(f"{failure}: {decided()} of 50") from None
    if house.world.count("SELECT count(*) FROM companies") != 1:
        raise Failed("the company is there more than once")
    states = collections.Counter(state for (state,) in house.world.sql(
        "SELECT member.value->>'state' FROM companies, jsonb_each(members) AS member"))
    if states != {"active": 1, "requested": 49}:
        raise Failed(f"members: {states}")
    house.audit()


def people_together(house):
    """ACC-7, ACC-10, ACC-14: the second registrant asks to join, and gets what the administrator gives."""
    ada, bob = house.sign_up(Person("Ada Dubois")), house.sign_up(Person("Bob Martin", "en"))
    company = house.register(ada, siren(5))
    other = str(uuid.uuid4())
    house.tell("portal", "account.company.registered", accountId=bob.id, companyId=other, legalName="ATELIER DUBOIS", country="FR",
               registrationNumber=siren(5), companyType="enterprise")
    house.mail(ada.email, "Bob Martin")
    house.tell("portal", "account.join.granted", "ACC-7", companyId=company, accountId=bob.id, by=bob.id, role="administrator")
    house.tell("portal", "account.join.granted", companyId=company, accountId=bob.id, by=ada.id, role="administrator")
    house.tell("portal", "account.member.revoked", companyId=company, accountId=ada.id, by=bob.id)
    # The last administrator stays.
    house.tell("portal", "account.member.revoked", "ACC-6", companyId=company, accountId=bob.id, by=bob.id)
    house.audit()


def recovered(house):
    """ACC-12, ACC-13: both recoveries, then the sales administration."""
    ada = house.sign_up(Person("Ada Dubois"))
    house.tell("sales", "account.reset.ordered", "ACC-13", accountId=ada.id, reason="recovery_failed", by="sales one")
    house.tell("portal", "account.recovery.requested", kind="password", email="nobody@customer.example")
    house.tell("portal", "account.recovery.requested", kind="identifier", email=ada.email)
    house.tell("portal", "account.recovery.requested", kind="password", email=ada.email)
    wait("three mails", lambda: len(house.mails(ada.email)) >= 3, 30)
    if house.mails("nobody@customer.example"):
        raise Failed("an unknown address got a mail")
    key = link(house.mail(ada.email, "mot de passe", "token="))
    house.tell("portal", "account.recovery.completed", token=key, passwordHash=PASSWORD)
    house.tell("portal", "account.recovery.completed", "ACC-12", token=key, passwordHash=PASSWORD)
    house.tell("sales", "account.reset.ordered", accountId=ada.id, reason="recovery_failed", by="sales one")
    house.audit()
    leaked = house.world.leaks([key])
    if leaked:
        raise Failed(f"the token stands in clear: {leaked}")


def two_reviewers(house):
    """Failure pattern 13: by its own people never, by two reviewers once."""
    ada = house.sign_up(Person("Ada Dubois"))
    company = house.register(ada, siren(9))
    house.inspected(house.submit(company, pdf("Extrait Kbis")))
    house.settled()
    house.tell("staff", "verification.claimed", "SEC-10", companyId=company, by=ada.email)
    for reviewer in (REVIEWER, SECOND):
        house.world.guichet("verify", "claim", company, "--by", reviewer)
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda reviewer: house.world.guichet(
            "verify", "approve", company, "--by", reviewer, "--category", "enterprise").returncode, (REVIEWER, SECOND)))
    if sorted(outcomes) != [0, 1]:
        raise Failed(f"two approvals ended with {outcomes}")
    house.becomes(company, "verified")
    if house.world.count("SELECT count(*) FROM history WHERE subject = %s AND name LIKE %s", f"verification/{company}", "%approved") != 1:
        raise Failed("approved more than once")
    house.audit()


def hostile(house):
    """A document that is a bomb, one that is none, one that runs a script: the workers live, and the desk is told."""
    ada = house.sign_up(Person("Ada Dubois"))
    company = house.register(ada, siren(11))
    house.put(b"MZ" + bytes(1000), "invoice.pdf", status=65)
    house.put(b"", "empty.pdf", status=65)
    bomb = pdf("x").replace(b"/Filter /FlateDecode", b"/Filter [/FlateDecode /FlateDecode]")
    script = pdf("Kbis", "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>")
    cut = pdf("Kbis")[:-200]
    before = [node.pid for node in house.nodes]
    for number, content in enumerate((bomb, script, cut, b"%PDF-1.7\n" + b"[" * 500_000)):
        house.inspected(house.submit(company, content, f"document{number}.pdf"))
    house.settled()
    if any(node.poll() is not None for node in house.nodes) or before != [node.pid for node in house.nodes]:
        raise Failed("a worker died of a document")
    told = house.command("verify", "show", company)
    if "active-content" not in told:
        raise Failed(f"the desk is not told of the script: {told}")
    # SEC-10: in spite of an alarm only two people approve.
    house.command("verify", "claim", company, "--by", REVIEWER)
    house.command("verify", "approve", company, "--by", REVIEWER, "--category", "enterprise")
    if house.state(company) == "verified":
        raise Failed("one person approved in spite of a failed inspection")
    house.audit()


def event(type, **data):
    return {"specversion": "1.0", "id": uuid7(random), "source": "/portal", "type": type,
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "data": data}


def killed_between(queue, step):
    """Whatever dies while a company is registered and its certificate taken and inspected: each is had once."""
    def scenario(house):
        ada = house.sign_up(Person("Ada Dubois"))
        company = str(uuid.uuid4())
        document = {**house.stored(company, pdf("Kbis")), "name": "kbis.pdf"}
        house.world.kill_workers()
        others = [word for name in house.world.queues() if name != f"guichet.{queue}" for word in ("--queue", name)]
        house.world.run(*others, GUICHET_NODE="others")
        victim = house.world.run("--queue", f"guichet.{queue}", "--fault", f"{step}:1", GUICHET_NODE="victim")
        house.world.publish([
            event("account.company.registered", accountId=ada.id, companyId=company, legalName="Atelier Dubois", country="FR",
                  registrationNumber=siren(21), companyType="enterprise"),
            event("verification.document.submitted", companyId=company, document=document)])
        killed(victim, 60)
        house.world.kill_workers()
        house.start(GUICHET_NODE="after")
        house.inspected(document)
        wait("the verification knows of it", lambda: house.world.count(
            "SELECT count(*) FROM history WHERE subject = %s AND name LIKE %s", f"verification/{company}", "%inspected"), 60)
        house.settled()
        for what, count in (("companies", 1), ("verifications", 1), ("inspections", 1)):
            if house.world.count(f"SELECT count(*) FROM {what}") != count:
                raise Failed(f"there are other than {count} {what}")
        # One receipt and one word of the registration, whatever died.
        house.mail(ada.email, document["sha256"])
        house.mail(ada.email, "Enregistrement de Atelier Dubois")
        house.audit()
    return scenario


SCENARIOS = {
    "the whole way": housed(whole_way),
    "one company, fifty registrations": housed(once, nodes=3),
    "joining and leaving": housed(people_together),
    "recovery and reset": housed(recovered),
    "two reviewers, own company": housed(two_reviewers),
    "hostile documents": housed(hostile),
    **{f"killed at {step}, {queue}": housed(killed_between(queue, step)) for queue, steps in (
        ("account", ("opened", "decided", "committed")), ("verification", ("taken", "decided", "committed", "handedOver")),
        ("inspection", ("leased", "performed", "reported"))) for step in steps},
}

if __name__ == "__main__":
    raise SystemExit(main("onboarding", SCENARIOS))
