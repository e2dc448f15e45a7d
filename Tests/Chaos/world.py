"""A world to break: private servers, a mail server, `guichet run` processes, a producer, and the questions asked afterwards.

Nothing here shares code with Guichet: producers are pika, mailboxes are Maildirs, answers come from SQL. What a token is
derived from is part of the interface (GUICHET_SECRET, purpose and id), so it is computed again here.
"""
import base64
import ctypes
import hashlib
import hmac
import json
import mailbox
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
import uuid

import pika
from pika.adapters.utils.connection_workflow import AMQPConnectorException
import psycopg2

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
SECRET = "5e" * 32
PASSWORD = "$scrypt$ln=15,r=8,p=1$" + "c2FsdHNhbHRzYWx0c2FsdA" + "$" + base64.b64encode(b"h" * 32).decode().rstrip("=")
STEPS = ["account.signed_up", "account.email_confirmed", "account.password_set", "account.profile_completed",
         "account.profile_changed"]


LIBC = ctypes.CDLL(None)


def say(text):
    print(f"    {text}", flush=True)


def signal_process(process, number):
    try:
        os.kill(process, number)
    except ProcessLookupError:
        pass


def die_with_parent():
    """In a child: no process outlives the script that started it, however that one ends."""
    LIBC.prctl(1, signal.SIGKILL)


class Failed(Exception):
    pass


# Deadlines are for idle cores; these may be shared.
PATIENCE = 3


def wait(what, condition, seconds):
    """Waits for a condition, with a deadline."""
    seconds *= PATIENCE
    end = time.monotonic() + seconds
    while True:
        try:
            found = condition()
        except (psycopg2.OperationalError, psycopg2.InterfaceError, pika.exceptions.AMQPError, AMQPConnectorException, OSError) as error:
            found, last = None, error
        if found:
            return found
        if time.monotonic() > end:
            raise Failed(f"after {seconds} s still not: {what}")
        time.sleep(0.1)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def uuid7(rng):
    bits = int(time.time() * 1000) << 80 | 0x7 << 76 | rng.getrandbits(12) << 64 | 0x2 << 62 | rng.getrandbits(62)
    return str(uuid.UUID(int=bits))


def derived_id(cause, label):
    bits = int(hashlib.sha256(f"{cause}\n{label}".encode()).hexdigest()[:32], 16)
    bits = bits & ~(0xF << 76) | 0x8 << 76
    bits = bits & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=bits))


def token(purpose, token_id, secret=SECRET):
    digest = hmac.new(secret.encode(), f"token\0{purpose}\0{token_id}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


class Workload:
    """`accounts` people who sign up, confirm, set a password, complete and change their profile: five events each."""

    def __init__(self, accounts, seed, duplicates=0.1, shuffle=True):
        rng = random.Random(seed)
        self.accounts = []
        self.events = []
        for number in range(accounts):
            account = str(uuid.UUID(int=rng.getrandbits(128), version=4))
            email = f"person{number}@example.org"
            self.accounts.append((account, email))
            signup = uuid7(rng)
            link = token("verify-address", derived_id(f"/portal {signup}", "token"))
            data = [
                (signup, "account.signup.requested", {"accountId": account, "email": email, "locale": rng.choice(["fr", "en"])}),
                (uuid7(rng), "account.email.confirmed", {"token": link}),
                (uuid7(rng), "account.password.set", {"accountId": account, "passwordHash": PASSWORD}),
                (uuid7(rng), "account.profile.completed",
                 {"accountId": account, "fullName": f"Person {number}", "jobTitle": "engineer"}),
                (uuid7(rng), "account.profile.changed",
                 {"accountId": account, "fullName": f"Person {number}", "jobTitle": "founder"}),
            ]
            for sequence, (id, type, fields) in enumerate(data, 1):
                self.events.append({
                    "specversion": "1.0", "id": id, "source": "/portal", "type": type, "subject": f"account/{account}",
                    "sequence": sequence, "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "data": fields})
        self.ids = {event["id"] for event in self.events}
        self.stream = self.events + rng.sample(self.events, int(len(self.events) * duplicates))
        if shuffle:
            rng.shuffle(self.stream)


class Proxy:
    """Forwards TCP, and cuts every connection when told to."""

    def __init__(self, port):
        self.target = port
        self.pairs = []
        self.lock = threading.Lock()
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.server.accept()
            except OSError:
                return
            try:
                upstream = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                client.close()
                continue
            with self.lock:
                self.pairs.append((client, upstream))
            for a, b in ((client, upstream), (upstream, client)):
                threading.Thread(target=self.pump, args=(a, b), daemon=True).start()

    def pump(self, a, b):
        try:
            while data := a.recv(65536):
                b.sendall(data)
        except OSError:
            pass
        for end in (a, b):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cut(self):
        with self.lock:
            pairs, self.pairs = self.pairs, []
        for pair in pairs:
            for end in pair:
                try:
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                    # Wakes the pump that reads it: a socket is closed when its last reader lets go.
                    end.shutdown(socket.SHUT_RDWR)
                    end.close()
                except OSError:
                    pass
        return len(pairs)

    def close(self):
        self.server.close()
        self.cut()


class World:
    def __init__(self, folder, binary):
        self.folder = folder
        self.binary = binary
        self.workers = []
        self.smtp = None
        self.frozen = {}
        self.logs = os.path.join(folder, "log")
        os.makedirs(self.logs, exist_ok=True)
        os.chmod(folder, 0o711)

    # Servers

    def servers(self, action, *more):
        done = subprocess.run([f"{ROOT}/Ops/Deploy/servers", action, self.folder, *more], capture_output=True, text=True)
        if done.returncode != 0:
            raise Failed(f"servers {action} {more}: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self):
        self.servers("start")
        self.settings = dict(re.findall(r"export (\w+)=(\S+)", self.servers("settings").replace("\\", "")))
        self.amqp = self.settings["GUICHET_AMQP_URL"]
        self.portal = self.settings["GUICHET_AMQP_URL_PORTAL"]
        self.database = self.settings["GUICHET_DATABASE_URL"]
        self.amqp_port = int(re.search(r":(\d+)/", self.amqp.split("@")[1]).group(1))
        self.database_port = int(re.search(r":(\d+)/", self.database.split("@")[1]).group(1))
        self.start_mail()
        self.reset()
        granted = self.guichet("grant", "--apply")
        if granted.returncode == 64:
            self.portal = self.amqp
        elif granted.returncode != 0:
            raise Failed(f"grant: {granted.stderr}")
        # A first worker declares the topology, so that producers need not wait for one.
        first = self.run()
        wait("the topology", lambda: self.consumers("guichet.account") > 0, 60)
        self.drain(first)

    def processes(self, server):
        """The server and all processes below it; PostgreSQL has one for each connection."""
        found = re.search(rf"{server} up (\d+)", self.servers_status())
        if not found:
            return []
        parents = {}
        for name in os.listdir("/proc"):
            if name.isdigit():
                try:
                    with open(f"/proc/{name}/stat") as stat:
                        parents.setdefault(int(stat.read().rpartition(") ")[2].split()[1]), []).append(int(name))
                except OSError:
                    pass
        family = [int(found.group(1))]
        for process in family:
            family += parents.get(process, [])
        return family

    def servers_status(self):
        return subprocess.run([f"{ROOT}/Ops/Deploy/servers", "status", self.folder], capture_output=True, text=True).stdout

    def freeze(self, server):
        """Stops a server in the middle of whatever it does; its sockets stay open."""
        self.frozen[server] = self.processes(server)
        for process in self.frozen[server]:
            signal_process(process, signal.SIGSTOP)

    def thaw(self, server):
        for process in self.frozen.pop(server, []):
            signal_process(process, signal.SIGCONT)

    def start_mail(self):
        self.maildir = os.path.join(self.folder, "maildir")
        self.smtp = subprocess.Popen(
            ["/usr/bin/python3", f"{ROOT}/Tests/Support/smtp-server.py", "--port", "0", "--maildir", self.maildir],
            stdout=subprocess.PIPE, text=True, preexec_fn=die_with_parent)
        self.smtp_port = int(re.search(r"\d+", self.smtp.stdout.readline()).group())

    def recover(self):
        """After a scenario that may have failed half-way: nothing runs, nothing is frozen, the servers serve."""
        self.kill_workers()
        for server in ("rabbitmq", "postgres"):
            self.thaw(server)
        self.servers("start")

    def stop(self):
        self.kill_workers()
        if self.smtp:
            self.smtp.kill()
            self.smtp.wait()
        self.servers("forget")

    def reset(self):
        """A new database, empty queues, an empty mailbox."""
        self.kill_workers()
        connection = psycopg2.connect(self.database)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = current_user")
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        connection.close()
        with self.channel() as channel:
            for queue in self.queues():
                try:
                    channel.queue_purge(queue)
                except pika.exceptions.ChannelClosedByBroker:
                    channel = channel.connection.channel()
        shutil.rmtree(self.maildir, ignore_errors=True)
        for part in ("new", "cur", "tmp"):
            os.makedirs(os.path.join(self.maildir, part))
        migrated = self.guichet("migrate")
        if migrated.returncode != 0:
            raise Failed(f"migrate: {migrated.stderr}")

    @staticmethod
    def queues():
        return ["guichet.account", "guichet.verification", "guichet.provisioning", "guichet.abuse", "guichet.notification",
                "guichet.firewall", "guichet.inspection", "guichet.unroutable", "guichet.dead"]

    # Guichet

    def environment(self, amqp_port=None, database_port=None, **more):
        amqp = self.amqp.replace(f":{self.amqp_port}/", f":{amqp_port}/") if amqp_port else self.amqp
        database = self.database.replace(f":{self.database_port}/", f":{database_port}/") if database_port else self.database
        return {
            **{key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ},
            **self.settings, "GUICHET_AMQP_URL": amqp, "GUICHET_DATABASE_URL": database, "GUICHET_SECRET": SECRET,
            "GUICHET_SMTP_URL": f"smtp://127.0.0.1:{self.smtp_port}?tls=none", "GUICHET_MAIL_FROM": "guichet@example.net",
            "GUICHET_PUBLIC_URL": "https://portal.example.net", "GUICHET_LOG_LEVEL": "info", **more}

    def guichet(self, *arguments, input=None, **environment):
        return subprocess.run([self.binary, *arguments], env=self.environment(**environment), capture_output=True, text=True,
                              input=input, timeout=300, cwd=self.folder)

    def run(self, *arguments, **environment):
        port = free_port()
        environment.setdefault("GUICHET_METRICS_ADDRESS", f"127.0.0.1:{port}")
        log = open(os.path.join(self.logs, f"run-{len(os.listdir(self.logs))}.log"), "w")
        worker = subprocess.Popen([self.binary, "run", *arguments], env=self.environment(**environment), stdout=log, stderr=log,
                                  cwd=self.folder, preexec_fn=die_with_parent)
        worker.metrics = environment["GUICHET_METRICS_ADDRESS"]
        worker.log = log.name
        self.workers.append(worker)
        return worker

    def kill_workers(self):
        for worker in self.workers:
            if worker.poll() is None:
                worker.kill()
            worker.wait()
        self.workers = []

    def drain(self, worker):
        """Ends a worker as an operator would."""
        worker.terminate()
        try:
            status = worker.wait(40 * PATIENCE)
        except subprocess.TimeoutExpired:
            raise Failed(f"a node did not drain within 120 s; see {worker.log}") from None
        if status != 0:
            raise Failed(f"a drained node left with status {status}; see {worker.log}")

    def operate(self, *arguments):
        """A command that must work."""
        done = self.guichet(*arguments)
        if done.returncode != 0:
            raise Failed(f"guichet {' '.join(arguments)}: status {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout

    # Producer

    def channel(self, url=None):
        return _Channel(url or self.amqp)

    def publish(self, events, threads=4, url=None, exchange="guichet.events", seconds=0):
        """Publishes with confirms, and again whatever was not confirmed, until everything is.

        `seconds`: spread over this time; as fast as it goes without it.
        """
        parts = [events[start::threads] for start in range(threads)]
        failures = []

        def produce(part):
            try:
                self._produce(part, url or self.portal, exchange, seconds)
            except Exception as error:  # shown by the caller
                failures.append(error)

        producers = [threading.Thread(target=produce, args=(part,)) for part in parts]
        for producer in producers:
            producer.start()
        for producer in producers:
            producer.join()
        if failures:
            raise failures[0]

    @staticmethod
    def _produce(part, url, exchange, seconds):
        position, begun = 0, time.monotonic()
        end = begun + seconds + 180
        while position < len(part):
            try:
                with _Channel(url) as channel:
                    channel.confirm_delivery()
                    while position < len(part):
                        event = part[position]
                        ahead = seconds * position / len(part) - (time.monotonic() - begun)
                        if ahead > 0.01:
                            channel.connection.sleep(min(ahead, 1))
                            continue
                        channel.basic_publish(
                            exchange, event["type"], json.dumps(event).encode(),
                            pika.BasicProperties(content_type="application/cloudevents+json", delivery_mode=2,
                                                 message_id=event["id"], type=event["type"]), mandatory=True)
                        position += 1
            except (pika.exceptions.AMQPError, AMQPConnectorException, OSError):
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    # Questions

    def sql(self, query, *values):
        connection = psycopg2.connect(self.database)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(query, values)
                return cursor.fetchall()
        finally:
            connection.close()

    def count(self, query, *values):
        return self.sql(query, *values)[0][0]

    def consumers(self, queue):
        with self.channel() as channel:
            return channel.queue_declare(queue, passive=True).method.consumer_count

    def leaks(self, secrets, apart=()):
        """Where these texts stand in clear: in any row of any table but `apart`, or in any log."""
        found = []
        connection = psycopg2.connect(self.database)
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
            for (table,) in cursor.fetchall():
                if table in apart:
                    continue
                # A row as text shows bytea in hexadecimal. No secret is put into bodies of megabytes, which take long to search.
                forms = [form for secret in secrets for form in (secret, secret.encode().hex())]
                cursor.execute(f'SELECT count(*), min(left(t::text, 300)) FROM "{table}" AS t '
                               "WHERE octet_length(t::text) < 1000000 AND t::text LIKE ANY (%s)",
                               ([f"%{form}%" for form in forms],))
                count, sample = cursor.fetchone()
                if count:
                    found.append(f"{count} rows of {table}: {sample}")
        connection.close()
        for name in os.listdir(self.logs):
            with open(os.path.join(self.logs, name), errors="replace") as log:
                text = log.read()
            found += [f"{name}: {secret[:12]}…" for secret in secrets if secret in text]
        return found

    def ready(self):
        with self.channel() as channel:
            return sum(channel.queue_declare(queue, passive=True).method.message_count for queue in self.queues())

    def settle(self, workload, seconds=120):
        """Waits until every event has its verdict and nothing waits anywhere."""
        def settled():
            return (self.count("SELECT count(*) FROM inbox WHERE queue = 'guichet.account'") >= len(workload.ids)
                    and self.count("SELECT count(*) FROM outbox") == 0 and self.count("SELECT count(*) FROM parked") == 0
                    and self.count("SELECT count(*) FROM notifications") >= len(workload.accounts) and self.ready() == 0)
        try:
            wait("every event decided, nothing waiting", settled, seconds)
        except Failed as failure:
            raise Failed(f"{failure} ({self.tally()})") from None

    def tally(self):
        try:
            counts = {table: self.count(f"SELECT count(*) FROM {table}")
                      for table in ("inbox", "history", "accounts", "notifications", "outbox", "parked", "dead_letters", "starts")}
            counts["ready"] = self.ready()
            return counts
        except Exception as error:
            return f"no tally: {error}"

    def verify(self, workload, deaths=0):
        """Nothing lost, nothing doubled, order kept, one mail each, the audit green.

        A mail whose worker dies between the mail server's word and the commit is sent again under the same Message-ID, as
        any effect must be: at most one for each of `deaths`.
        """
        problems = []
        histories = {}
        for subject, version, name in self.sql(
                "SELECT subject, version, name FROM history WHERE subject LIKE 'account/%%' ORDER BY subject, version"):
            histories.setdefault(subject, []).append((version, name))
        expected = list(enumerate(STEPS, 1))
        wrong = {subject: history for subject, history in histories.items() if history != expected}
        if wrong or len(histories) != len(workload.accounts):
            problems.append(f"{len(histories)} histories, {len(wrong)} wrong: {list(wrong.items())[:2]}")
        active = self.count("SELECT count(*) FROM accounts WHERE state = 'active' AND job_title = 'founder'")
        if active != len(workload.accounts):
            problems.append(f"{active} active accounts of {len(workload.accounts)}")
        dead = self.sql("SELECT kind, reason FROM dead_letters WHERE state = 'open' LIMIT 3")
        if dead:
            problems.append(f"dead letters: {dead}")
        sent = self.count("SELECT count(*) FROM notifications WHERE state = 'sent'")
        if sent != len(workload.accounts):
            problems.append(f"{sent} notifications sent of {len(workload.accounts)}")
        mails = [message for message in mailbox.Maildir(self.maildir, create=False)]
        ids = [message["Message-ID"] for message in mails]
        if len(set(ids)) != len(workload.accounts):
            problems.append(f"{len(set(ids))} distinct mails for {len(workload.accounts)} accounts")
        if len(ids) - len(set(ids)) > deaths:
            problems.append(f"{len(ids) - len(set(ids))} mails came twice, {deaths} workers died")
        recipients = {message["To"] for message in mails}
        if len(recipients) != len(workload.accounts):
            problems.append(f"mails to {len(recipients)} recipients of {len(workload.accounts)}")
        audit = self.guichet("audit")
        if audit.returncode not in (0, 64):
            problems.append(f"audit: {audit.stdout}{audit.stderr}")
        if problems:
            raise Failed("; ".join(problems))


def memory(worker, what="VmRSS"):
    """Megabytes; 0 where it has ended."""
    try:
        with open(f"/proc/{worker.pid}/status") as status:
            found = re.search(rf"{what}:\s+(\d+) kB", status.read())
        return int(found.group(1)) / 1024 if found else 0
    except OSError:
        return 0


class _Channel:
    def __init__(self, url):
        self.url = url

    def __enter__(self):
        parameters = pika.URLParameters(self.url)
        parameters.socket_timeout = 10
        self.connection = pika.BlockingConnection(parameters)
        return self.connection.channel()

    def __exit__(self, *_):
        try:
            self.connection.close()
        except pika.exceptions.AMQPError:
            pass


def killed(worker, seconds=60):
    """Waits until the worker killed itself."""
    try:
        status = worker.wait(seconds)
    except subprocess.TimeoutExpired:
        raise Failed(f"the fault did not strike; see {worker.log}") from None
    if status != -signal.SIGKILL:
        raise Failed(f"the worker ended with {status}, not by its fault: {open(worker.log).read()[-2000:]}")
