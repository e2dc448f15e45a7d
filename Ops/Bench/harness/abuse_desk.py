"""Measures the abuse desk inside a network namespace of its own; prints a line of JSON for each result.

usage: abuse_desk.py GUICHET GUICHET-BENCH FOLDER [--quick] [--runs N] [reports | blocks | wall | lookups | reading …]
"""
import argparse
import base64
import email
import email.policy
import email.utils
import glob
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import urllib.request
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(f"{HERE}/../../..")
# Its `world` and `abuse`, not those beside this file.
sys.path.insert(0, f"{ROOT}/Tests/Chaos")

PARTS = ["reading", "lookups", "reports", "blocks", "wall"]


def arguments():
    parser = argparse.ArgumentParser(prog="abuse_desk.py", description=__doc__)
    parser.add_argument("guichet")
    parser.add_argument("bench")
    parser.add_argument("folder")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--runs", type=int)
    parser.add_argument("parts", nargs="*")
    asked = parser.parse_intermixed_args()
    asked.parts = asked.parts or PARTS
    if set(asked.parts) - set(PARTS):
        parser.error(f"there are the parts {', '.join(PARTS)}")
    return asked


def result(work, program, **metrics):
    print(json.dumps({"work": work, "program": program, "metrics": metrics}), flush=True)


# Reading alone: no servers.

def samples(folder):
    """The folder of reports: those of GUICHET_SAMPLES, else a few of our own."""
    given = os.path.join(os.environ.get("GUICHET_SAMPLES", "/nowhere"), "arf", "arf")
    if glob.glob(f"{given}/*.eml"):
        return given
    from abuse import ARF
    os.makedirs(f"{folder}/samples", exist_ok=True)
    for number in range(50):
        with open(f"{folder}/samples/{number}.eml", "w") as file:
            date = email.utils.formatdate(1_790_000_000 + number)
            file.write(ARF.format(date=date, id=number, source=f"192.0.2.{number}") + "Click here.\n" * number)
    return f"{folder}/samples"


def reading(asked):
    """Our reader opens the mail, finds its parts and reads the fields; Python's parser takes the mail to pieces, no more."""
    folder, seconds = samples(asked.folder), 2 if asked.quick else 5
    reports = [open(name, "rb").read() for name in sorted(glob.glob(f"{folder}/*.eml"))]
    for _ in range(asked.runs or (2 if asked.quick else 5)):
        done = subprocess.run([asked.bench, "read", folder, "--seconds", str(seconds)], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"guichet-bench read: {done.stderr}")
        found = json.loads(done.stdout)
        if found["files"] != len(reports):
            raise RuntimeError(f"{found['files']} files were read, of {len(reports)}")
        result("abuse reading", "guichet", per_second=found["per_second"],
               megabytes_per_second=found["bytes"] / found["cpu_seconds"] / 1e6)
        for name, policy in (("python email", email.policy.compat32), ("python email default", email.policy.default)):
            begun, count, size = time.process_time(), 0, 0
            while time.process_time() - begun < seconds:
                for report in reports:
                    email.message_from_bytes(report, policy=policy)
                    count, size = count + 1, size + len(report)
            spent = time.process_time() - begun
            result("abuse reading", name, per_second=count / spent, megabytes_per_second=size / spent / 1e6)


# The rest: the pipeline in a gateway.

class Bureau:
    """The pipeline with leases, a generous guard, and reports about any lease."""

    def __init__(self, world, asked):
        self.world, self.asked = world, asked
        policies = f"{world.folder}/policies"
        os.makedirs(policies, exist_ok=True)
        for name in glob.glob(f"{ROOT}/Ops/Policies/firewall-*.yaml"):
            with open(name) as file, open(f"{policies}/{os.path.basename(name)}", "w") as copy:
                copy.write(re.sub(r"perMinute: \d+", "perMinute: 1000000", file.read()))
        self.environment = {"GUICHET_POLICIES": policies}
        self.superuser = run(
            "bash", "-c", f". {ROOT}/Ops/Deploy/place.sh; . {ROOT}/Ops/Deploy/postgres.sh; "
            f"postgres_url $(readlink -f {world.folder}/servers) postgres guichet").stdout.strip()
        if world.count("SHOW track_commit_timestamp") != "on":
            run("psql", "-Xqc", "ALTER SYSTEM SET track_commit_timestamp = on", self.superuser)
            world.servers("stop", "postgres")
            world.servers("start", "postgres")

    def node(self, *arguments, **environment):
        return self.world.run(*arguments, **self.environment, **environment)

    def reset(self, leases):
        """An empty database with that many leases, each of a holder of its own, imported as an operator does it."""
        self.world.reset()
        plan = f"{self.world.folder}/plan.csv"
        with open(plan, "w") as file:
            file.write("kind,address,holder,from,to,contact,language\nprefix,10.0.0.0/8,,2024-01-01T00:00:00Z,,,\n")
            for number in range(leases):
                file.write(f"lease,{address(number)},Holder {number},2026-01-01T00:00:00Z,,h{number}@customer.example,en\n")
        begun = time.monotonic()
        node = self.node()
        done = self.world.guichet("lease", "import", plan, **self.environment)
        if done.returncode:
            raise Failed(f"lease import: {done.stdout}{done.stderr}")
        wait("the leases", lambda: self.world.count("SELECT count(*) FROM ip_leases") == leases, 120)
        say(f"{leases} leases in {time.monotonic() - begun:.1f} s")
        self.world.drain(node)
        self.world.workers.remove(node)
        run("psql", "-Xqc", "VACUUM ANALYZE", self.superuser)

    def event(self, lease):
        now = time.time()
        raw = ARF.format(date=email.utils.formatdate(now - 5), id=uuid.uuid4(), source=address(lease))
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now))
        return {"specversion": "1.0", "id": uuid7(random), "source": "/desk", "type": "abuse.report.received", "time": stamp,
                "data": {"reportId": str(uuid.uuid4()), "format": "arf", "receivedAt": stamp,
                         "raw": base64.b64encode(raw.encode()).decode()}}

    def publish(self, events):
        self.world.publish(events, threads=4, url=self.world.settings["GUICHET_AMQP_URL_DESK"])

    def paced(self, leases, rate):
        """One report about each, at a steady rate; returns when each was handed to the broker."""
        published = {}
        with self.world.channel(self.world.settings["GUICHET_AMQP_URL_DESK"]) as channel:
            begun = time.monotonic()
            for number, lease in enumerate(leases):
                ahead = begun + number / rate - time.monotonic()
                if ahead > 0:
                    channel.connection.sleep(ahead)
                event = self.event(lease)
                published[address(lease)] = time.time()
                channel.basic_publish("guichet.events", event["type"], json.dumps(event).encode(), pika.BasicProperties(
                    content_type="application/cloudevents+json", delivery_mode=2, message_id=event["id"], type=event["type"]))
        return published

    def account(self, node):
        servers = {name: int(pid) for name, pid in re.findall(r"(\w+) up (\d+)", self.world.servers_status())}
        return usage.Account({"worker": [node.pid], **{name: [pid] for name, pid in servers.items()}})

    def quiet(self, seconds=120):
        wait("nothing is on its way",
             lambda: self.world.count("SELECT count(*) FROM outbox") == 0 and self.world.ready() == 0, seconds)


def address(number):
    return f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"


def reports(bureau):
    """A backlog of reports, five about each of its addresses, until each is in its case."""
    count, each = (1500 if bureau.asked.quick else 5000), 5
    for _ in range(bureau.asked.runs or (1 if bureau.asked.quick else 3)):
        for workers in (1, 2):
            bureau.reset(count // each)
            backlog(bureau, "abuse reports", workers, count, [number % (count // each) for number in range(count)])
    # All about one address: one case is everybody's.
    bureau.reset(1)
    backlog(bureau, "abuse reports, one case", 1, count // 5, [0] * (count // 5))


def backlog(bureau, work, workers, count, leases):
    world = bureau.world
    random.shuffle(leases)
    bureau.publish([bureau.event(lease) for lease in leases])
    world.guichet("scale", "guichet.abuse", str(workers), **bureau.environment)
    node = bureau.node("--queue", "guichet.abuse")
    first = "SELECT count(*) FROM (SELECT 1 FROM inbox WHERE queue = 'guichet.abuse' LIMIT 1) AS one"
    wait("the first report", lambda: world.count(first), 60)
    account, filed = bureau.account(node), 0
    # What was done before the account was opened costs nothing in it: a short run has no figure of its cost.
    seen = world.count("SELECT count(*) FROM abuse_reports")
    while filed < count:
        account.look()
        filed = world.count("SELECT coalesce(sum(reports), 0)::bigint FROM abuse_cases")
        if node.poll() is not None:
            raise Failed(f"the worker left: see {node.log}")
        time.sleep(0.2)
    spent = account.seconds()
    memory, replays = usage.resident([node.pid]), metric(node, "batch_replays")
    begun, done = world.sql("""
        SELECT extract(epoch FROM min(pg_xact_commit_timestamp(xmin)) FILTER (WHERE subject LIKE 'report/%%'))::float,
            extract(epoch FROM max(pg_xact_commit_timestamp(xmin)) FILTER (WHERE subject LIKE 'case/%%'))::float
        FROM history""")[0]
    # What follows from the last cases may still wait for its turn.
    wait("nothing is parked", lambda: world.count("SELECT count(*) FROM parked") == 0, 60)
    exact(world, count, len(set(leases)))
    result(work, f"guichet x{workers}", per_second=count / (done - begun), rss_mb=memory, replays=replays,
           **({f"{name}_cpu_per_1000": seconds / count * 1000 for name, seconds in spent.items()} if seen < count / 5 else {}))
    world.drain(node)
    world.workers.remove(node)


def metric(node, name):
    with urllib.request.urlopen(f"http://{node.metrics}/metrics", timeout=10) as answer:
        found = re.findall(rf"^\w*{name}\w*(?:{{[^}}]*}})? (\S+)$", answer.read().decode(), re.M)
    return sum(float(value) for value in found)


def exact(world, count, cases):
    """One row for each report, each in its one case; nothing dead, refused or parked."""
    found = {
        "reports": world.count("SELECT count(*) FROM abuse_reports WHERE disposition = 'filed'"),
        "documents": world.count("SELECT count(DISTINCT id) FROM abuse_reports"),
        "cases": world.count("SELECT count(*) FROM abuse_cases"),
        "filed": world.count("SELECT sum(reports)::bigint FROM abuse_cases"),
        "dead": world.count("SELECT count(*) FROM dead_letters"),
        "refused": world.count("SELECT count(*) FROM inbox WHERE verdict = 'refused'"),
    }
    wanted = {"reports": count, "documents": count, "cases": cases, "filed": count, "dead": 0, "refused": 0}
    if found != wanted:
        raise Failed(f"found {found}, wanted {wanted}")


def blocks(bureau):
    """From a report's publication to the commit that says its block was read back from the kernel."""
    for rate, seconds in ((5, 10 if bureau.asked.quick else 30), (50, 6 if bureau.asked.quick else 20)):
        bureau.reset(rate * seconds + 1)
        latency(bureau, f"abuse block {rate}/s", rate, range(rate * seconds))


def latency(bureau, work, rate, leases, node=None):
    world = bureau.world
    own = node is None
    if own:
        node = bureau.node(GUICHET_FIREWALL="nftables")
        wait("the gateway's worker", lambda: world.consumers("guichet.firewall") > 0, 30)
        wait("the gateway's first look", lambda: world.count("SELECT count(*) FROM gateways") == 1, 30)
    before = world.count("SELECT count(*) FROM history WHERE name = 'block.enforced'")
    account = bureau.account(node)
    published = bureau.paced(leases, rate)
    wait("every block observed", lambda: world.count(
        "SELECT count(*) FROM history WHERE name = 'block.enforced'") >= before + len(leases), 60)
    spent = account.seconds()
    observed = dict(world.sql("""
        SELECT host(prefix), extract(epoch FROM pg_xact_commit_timestamp(history.xmin))::float
        FROM history JOIN blocks ON history.subject = 'block/' || blocks.id WHERE name = 'block.enforced'
            AND prefix <<= '10.0.0.0/9'"""))
    if not set(published) <= set(observed):
        raise Failed(f"{len(set(published) - set(observed))} of {len(published)} were never observed")
    times = sorted((observed[source] - at) * 1000 for source, at in published.items())
    metrics = {f"p{share}_ms": times[min(len(times) - 1, len(times) * share // 100)] for share in (50, 95, 99)}
    result(work, "guichet", rate=rate, **metrics, **{f"{name}_cpu_per_1000": seconds / len(times) * 1000
                                                     for name, seconds in spent.items()})
    stages(world, published)
    if own:
        bureau.quiet()
        world.drain(node)
        world.workers.remove(node)
        run("nft", "delete", "table", "inet", "guichet")


def stages(world, published):
    """How far each step was from the publication, for whoever looks for the slow one."""
    at = {}
    for step, condition in (("report", "JOIN abuse_reports ON subject = 'report/' || abuse_reports.id"),
                            ("case", "JOIN abuse_cases ON subject = 'case/' || abuse_cases.id AND history.version = 1")):
        column = "abuse_reports.source" if step == "report" else "abuse_cases.target"
        at[step] = world.sql(f"SELECT host({column}), extract(epoch FROM pg_xact_commit_timestamp(history.xmin))::float "
                             f"FROM history {condition}")
    for step in ("wanted", "seen"):
        at[step] = world.sql(f"""
            SELECT host(prefix), extract(epoch FROM pg_xact_commit_timestamp(history.xmin))::float
            FROM history JOIN blocks ON subject = 'block/' || blocks.id WHERE name = 'block.{step}'""")
    shown = []
    for step, rows in at.items():
        times = sorted((when - published[source]) * 1000 for source, when in rows if source in published)
        if times:
            shown.append(f"{step} {times[len(times) // 2]:.0f} (p99 {times[len(times) * 99 // 100]:.0f})")
    say("ms after publication, median: " + ", ".join(shown))


FILL = """
INSERT INTO blocks (id, version, target, prefix, scope, state, desired_until, desired_since, level, revision,
    enforced_revision, reason, wishes, observed)
SELECT gen_random_uuid(), 1, 'smtp ' || host(address), address, 'smtp', 'requested', until, now(), 1, 1, 0, 'bench',
    json_build_object('desk', json_build_object('until', to_char(until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'released', false)), '{}'
FROM (SELECT '10.128.0.0'::inet + n AS address, date_trunc('second', now()) + interval '10 days' AS until
    FROM generate_series(1, %s) AS n) AS made
"""


def wall(bureau):
    """Many blocks in the kernel: set from nothing by the gateway's own look, observed, flushed, and looked at again."""
    world, count = bureau.world, 10_000 if bureau.asked.quick else 100_000
    work, leases = f"abuse wall {count}", 100 if bureau.asked.quick else 200
    bureau.reset(leases)
    run("psql", "-Xqc", FILL % count, "-c", "VACUUM ANALYZE blocks", bureau.superuser)
    begun = time.time()
    node = bureau.node(GUICHET_FIREWALL="nftables")
    wait("all of them in the kernel", lambda: kernel_has(count), 120)
    filled = time.time() - begun
    wait("all of them observed", lambda: world.count("SELECT count(*) FROM blocks WHERE state = 'requested'") == 0, 400)
    observed = time.time() - begun
    bureau.quiet()
    listed = len(re.findall(r"expires", run("nft", "list", "set", "inet", "guichet", "smtp_block4").stdout))
    active = world.count("SELECT count(*) FROM blocks WHERE state = 'active'")
    if (listed, active) != (count, count):
        raise Failed(f"{listed} in the kernel and {active} active, of {count}")
    begun = time.time()
    run("nft", "flush", "set", "inet", "guichet", "smtp_block4")
    wait("all of them back", lambda: kernel_has(count), 120)
    back = time.time() - begun
    idle, look = look_cost(bureau, node)
    result(work, "guichet", kernel_seconds=filled, observed_seconds=observed, flush_seconds=back, look_seconds=look["seconds"],
           look_cpu_seconds=look["cpu"], idle_cpu_percent=idle, rss_mb=usage.resident([node.pid]))
    latency(bureau, f"abuse block 5/s, {count}", 5, range(leases), node)
    world.drain(node)
    world.workers.remove(node)
    run("nft", "delete", "table", "inet", "guichet")


def kernel_has(number):
    """The last of them: they come in one transaction."""
    last = f"10.{128 + (number >> 16)}.{number >> 8 & 255}.{number & 255}"
    return subprocess.run(["nft", "get", "element", "inet", "guichet", "smtp_block4", f"{{ {last} }}"],
                          capture_output=True).returncode == 0


def look_cost(bureau, node):
    """CPU of an untouched wall in per cent of a core, and what one whole look takes, which a stranger's change provokes."""
    def seen():
        return bureau.world.count("SELECT extract(epoch FROM max(seen_at))::float FROM gateways")

    time.sleep(5)
    before, begun = usage.spent(node.pid), time.monotonic()
    time.sleep(6)
    idle = (usage.spent(node.pid) - before) / (time.monotonic() - begun)
    rounds, last, before = [], seen(), usage.spent(node.pid)
    begun = time.monotonic()
    run("nft", "add", "table", "inet", "stranger")
    while time.monotonic() < begun + 15:
        now = seen()
        if now != last:
            rounds.append(now - last - 2)
            last = now
        time.sleep(0.05)
    cpu = usage.spent(node.pid) - before - idle * (time.monotonic() - begun)
    run("nft", "delete", "table", "inet", "stranger")
    return idle * 100, {"seconds": max(rounds), "cpu": max(cpu, 0)}


def lookups(bureau):
    count = 100_000 if bureau.asked.quick else 1_000_000
    bureau.world.reset()
    told = run(sys.executable, f"{ROOT}/Ops/Bench/lookups.py", bureau.superuser, str(count)).stdout
    say(told.strip())
    median, last = re.search(r"median (\d+) µs.*p99 (\d+) µs", told).groups()
    result(f"abuse look-ups {count}", "guichet", per_second=1e6 / int(median), p50_us=int(median), p99_us=int(last))


def main():
    asked = arguments()
    os.makedirs(asked.folder, exist_ok=True)
    good = True
    if "reading" in asked.parts and "GUICHET_TEST_NETNS" not in os.environ:
        good = not failed(reading, asked)
    parts = [part for part in PARTS if part in asked.parts and part != "reading"]
    if parts:
        netns.inside()
        signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
        world = World(asked.folder, asked.guichet)
        try:
            world.start()
            bureau = Bureau(world, asked)
            for part in parts:
                good = not failed(globals()[part], bureau) and good
                world.recover()
        finally:
            world.stop()
    sys.exit(0 if good else 1)


def failed(part, subject):
    try:
        part(subject)
        return False
    except Exception as error:
        print(json.dumps({"wrong": f"{part.__name__}: {type(error).__name__}: {error}"[:2000]}), flush=True)
        return True


if __name__ == "__main__":
    import netns
    import pika
    import usage
    from abuse import ARF
    from netns import run
    from world import Failed, World, say, uuid7, wait
    main()
