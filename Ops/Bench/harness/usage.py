"""What processes cost: CPU time from the scheduler's own counters, and resident memory."""
import os
import time


def parents():
    found = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat") as file:
                    found[int(name)] = int(file.read().rsplit(")", 1)[1].split()[1])
            except OSError:
                pass
    return found


def tree(roots, above=None):
    above = above or parents()
    members = set(roots)
    while True:
        more = {pid for pid, parent in above.items() if parent in members} - members
        if not more:
            return members
        members |= more


def spent(pid):
    """CPU seconds of one process so far; None where it has left."""
    total = 0
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/schedstat") as file:
                total += int(file.read().split()[0])
    except OSError:
        return None
    return total / 1e9


class Account:
    """CPU seconds since it was opened. What left meanwhile counts with what it had spent when it was last looked at, so look
    often enough."""

    def __init__(self, roots):
        """`roots`: name -> pids, whose descendants count with them."""
        self.roots = roots
        self.before, self.last = {}, {}
        self.before = self.now()
        self.next = 0

    def now(self):
        above = parents()
        found = {(name, pid): spent(pid) for name, pids in self.roots.items() for pid in tree(pids, above)}
        return {key: seconds for key, seconds in found.items() if seconds is not None}

    def look(self):
        """Five times a second at most: looking costs, too."""
        if time.monotonic() >= self.next:
            self.next = time.monotonic() + 0.2
            self.last |= self.now()

    def seconds(self):
        self.last |= self.now()
        total = dict.fromkeys(self.roots, 0.0)
        for (name, pid), seconds in self.last.items():
            total[name] += seconds - self.before.get((name, pid), 0)
        return total


def resident(roots):
    """MB, the most each process ever had, together."""
    total = 0
    for pid in tree(roots):
        try:
            with open(f"/proc/{pid}/status") as file:
                total += sum(int(line.split()[1]) for line in file if line.startswith("VmHWM"))
        except OSError:
            pass
    return total / 1024


def server_roots():
    """The broker and the database, by the pids their keeper wrote down."""
    def read(name):
        with open(os.environ[name]) as file:
            return [int(file.read().split()[0])]
    return {"rabbitmq": read("BENCH_RABBITMQ_PID"), "postgres": read("BENCH_POSTGRES_PID")}
