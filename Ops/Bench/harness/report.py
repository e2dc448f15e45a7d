"""Rows of medians, the ratios that are aimed at, and the table people read."""
import json
import os
import platform
import statistics


def rows(figures):
    """`figures`: (work, program, metric) -> values of all runs."""
    return [{"work": work, "program": program, "metric": metric, "median": statistics.median(values), "min": min(values),
             "max": max(values), "runs": len(values)} for (work, program, metric), values in figures.items()]


def ratios(figures, scale=1):
    """`scale`: how much of what grows there was; its ratios bear the name of the whole only where there was all of it."""
    def middle(work, program, metric="events_per_second"):
        values = figures.get((work, program, metric))
        return statistics.median(values) if values else None

    def best(work, programs, metric="events_per_second"):
        return max((value for value in (middle(work, name, metric) for name in programs) if value), default=None)

    ours = best("drain", ["guichet", "guichet x2"])
    found = {
        "drain_vs_c_batch": (ours, best("drain", ["c batch", "c 1000"])),
        "drain_vs_celery": (ours, middle("drain", "celery")),
        "drain_vs_dramatiq": (ours, middle("drain", "dramatiq")),
        "drain_vs_aio_pika": (ours, middle("drain", "aio-pika")),
        "drain_vs_go": (ours, middle("drain", "go each")),
        "drain_vs_go_batch": (ours, middle("drain", "go batch")),
        "e2e_vs_c_batch": (best("end to end", ["guichet", "guichet x2"]), middle("end to end", "c batch")),
        "p50_vs_c": (middle("latency 100/s", "guichet", "p50_ms"), middle("latency 100/s", "c batch", "p50_ms")),
        "p99_vs_c": (middle("latency 100/s", "guichet", "p99_ms"), middle("latency 100/s", "c batch", "p99_ms")),
        "cpu_vs_go_batch": (middle("drain", "guichet", "worker_cpu_per_1000"),
                            middle("drain", "go batch", "worker_cpu_per_1000")),
        "signup_vs_w": (middle("sign-up", "guichet signup"), middle("drain", "guichet")),
        "backlog_1m_vs_10k": (middle("backlog 1000000", "guichet"), middle("backlog 10000", "guichet")),
        "inbox_10m_vs_0": (middle("inbox", "guichet full inbox"), middle("inbox", "guichet")),
        "timers_1m_vs_0": (middle("timers", "guichet timers"), middle("timers", "guichet")),
        "p50_half_vs_c": (middle("latency half", "guichet", "p50_ms"), middle("latency half", "c batch", "p50_ms")),
        "p99_half_vs_c": (middle("latency half", "guichet", "p99_ms"), middle("latency half", "c batch", "p99_ms")),
        "abuse_x2_vs_x1": (middle("abuse reports", "guichet x2", "per_second"),
                           middle("abuse reports", "guichet x1", "per_second")),
        "reading_vs_python_email": (middle("abuse reading", "guichet", "per_second"),
                                    middle("abuse reading", "python email", "per_second")),
    }
    if scale != 1:
        for name in ("backlog_1m_vs_10k", "inbox_10m_vs_0", "timers_1m_vs_0"):
            found.pop(name)
    result = {name: round(left / right, 3) for name, (left, right) in found.items() if left and right}
    memory = middle("drain", "guichet", "rss_mb")
    return {**result, **({"rss_mb": round(memory, 1)} if memory else {})}


def machine():
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), "unknown")
    return {"cpu": model, "cores": os.cpu_count(), "system": platform.platform(),
            "load_before": round(os.getloadavg()[0], 2),
            "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1)}


COLUMNS = [("at/s", "rate", "{:,.0f}"), ("events/s", "events_per_second", "{:,.0f}"), ("per s", "per_second", "{:,.0f}"),
           ("MB/s", "megabytes_per_second", "{:.1f}"), ("in the kernel s", "kernel_seconds", "{:.1f}"),
           ("observed s", "observed_seconds", "{:.1f}"), ("back after a flush s", "flush_seconds", "{:.1f}"),
           ("whole look s", "look_seconds", "{:.1f}"), ("of it CPU s", "look_cpu_seconds", "{:.1f}"),
           ("idle CPU %", "idle_cpu_percent", "{:.1f}"), ("p50 µs", "p50_us", "{:.0f}"), ("p99 µs", "p99_us", "{:.0f}"),
           ("batches replayed", "replays", "{:.0f}"),
           ("worker µs", "worker_cpu_per_1000", "us"), ("PostgreSQL µs", "postgres_cpu_per_1000", "us"),
           ("RabbitMQ µs", "rabbitmq_cpu_per_1000", "us"), ("MB", "rss_mb", "{:.0f}"), ("start s", "start_seconds", "{:.2f}"),
           ("p50 ms", "p50_ms", "{:.2f}"), ("p95 ms", "p95_ms", "{:.2f}"), ("p99 ms", "p99_ms", "{:.2f}")]


def shown(values, form):
    if not values:
        return ""
    scale, form = (1000, "{:.1f}") if form == "us" else (1, form)
    low, middle, high = (form.format(scale * value) for value in (min(values), statistics.median(values), max(values)))
    return middle if len(values) == 1 else f"{middle} ({low}–{high})"


def table(figures):
    """Markdown; CPU is microseconds an event, which is seconds per million."""
    lines = []
    for work in dict.fromkeys(key[0] for key in figures):
        used = [column for column in COLUMNS if any(key[0] == work and key[2] == column[1] for key in figures)]
        lines += ["", f"### {work}", "", "| program | " + " | ".join(column[0] for column in used) + " |",
                  "|---" * (len(used) + 1) + "|"]
        for program in dict.fromkeys(key[1] for key in figures if key[0] == work):
            cells = [shown(figures.get((work, program, metric)), form) for _, metric, form in used]
            lines.append(f"| {program} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def write(path, before, figures, scale):
    with open(path, "w") as file:
        json.dump({"machine": before, "scale": scale, "rows": rows(figures), "ratios": ratios(figures, scale)}, file, indent=1)
        file.write("\n")
