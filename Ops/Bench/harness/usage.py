"""What processes cost: CPU time from the scheduler's own counters, and resident memory."""
import os


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


def tree(roots):
    above = parents()
    members = set(roots)
    while True:
        more = {pid for pid, parent in above.items() if parent in members} - members
        if not more:
            return members
        members |= more


def seconds(roots):
    """CPU seconds of these processes and their children so far."""
    total = 0
    for pid in tree(roots):
        try:
            for task in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{task}/schedstat") as file:
                    total += int(file.read().split()[0])
        except OSError:
            pass
    return total / 1e9


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
