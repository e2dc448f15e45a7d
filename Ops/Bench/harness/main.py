"""Runs the programs side by side, interleaved, and reports medians. Started by Ops/bench, which prepares everything."""
import argparse
import statistics
import sys
import time

import abuse
import measure
import programs
import report
from world import World, Wrong

# Events in a backlog: enough for seconds of work, not so many that the slow ones take the day.
SIZES = {"celery": 3000, "dramatiq": 6000, "aio-pika": 6000, "go each": 10000, "c each": 6000}


WORKS = ["drain", "end to end", "sign-up", "latency", "growth", "inbox", "timers", "workers", "abuse"]
# Of the engine alone, for one work each.
VARIANTS = ["guichet signup", "guichet x4", "guichet full inbox", "guichet timers"]


def arguments():
    parser = argparse.ArgumentParser(prog="Ops/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three runs of a quarter of the events, and a tenth of what grows")
    parser.add_argument("--runs", type=int, help="runs of each program (5)")
    parser.add_argument("--events", type=int, default=20000, help="events in a backlog (20000)")
    parser.add_argument("--programs", default="", help="comma-separated; all without it")
    parser.add_argument("--works", default="", help=f"comma-separated, of: {', '.join(WORKS)}; all without it")
    parser.add_argument("--scale", type=float, help="of what grows: 1 is a backlog of a million (1; with --quick 0.1)")
    parser.add_argument("--output", default="bench.json")
    return parser.parse_args()


class Bench:
    def __init__(self, asked):
        self.asked, self.figures, self.failures = asked, {}, []
        self.scale = asked.scale or (0.1 if asked.quick else 1)
        self.world = World(full=int(World.FULL * self.scale), timers=int(World.TIMERS * self.scale))
        self.runs = asked.runs or (3 if asked.quick else 5)
        known = programs.every()
        names = [name.strip() for name in asked.programs.split(",") if name.strip()] or list(known)
        works = [name.strip() for name in asked.works.split(",") if name.strip()] or WORKS
        for name in [*(set(names) - set(known)), *(set(works) - set(WORKS))]:
            sys.exit(f"no “{name}”; there are the programs {', '.join(known)} and the works {', '.join(WORKS)}")
        self.chosen, self.works = [known[name] for name in names], works

    def some(self, *names):
        return [program for program in self.chosen if program.name in names]

    def count(self, program):
        count = min(self.asked.events, SIZES.get(program.name, self.asked.events))
        return max(500, count // 4) if self.asked.quick else count

    def interleaved(self, work, chosen, body, runs=None, warm=1):
        """A B A B: what the machine does meanwhile meets all alike. The first round warms and is dropped."""
        for run in range(1 - warm, 1 + (runs or self.runs)):
            for program in chosen:
                begun = time.monotonic()
                try:
                    found = body(program)
                except Wrong as error:
                    self.failures.append(f"{work}: {error}")
                    print(f"  {work:14} {program.name:18} FAILED: {error}", flush=True)
                    continue
                rate = found.get("events_per_second") or found.get("p50_ms")
                print(f"  {work:14} {program.name:18} {f'run {run}' if run else 'warm '} {rate:10,.2f}"
                      f"   {time.monotonic() - begun:5.1f} s", flush=True)
                if run:
                    for metric, value in found.items():
                        self.figures.setdefault((work, program.name, metric), []).append(value)

    def drains(self, work, chosen, *more, runs=None, warm=1, count=None, relayed=False):
        self.interleaved(
            work, chosen,
            lambda p: measure.drain(self.world, p, count or self.count(p), relayed=relayed, more=more), runs, warm)

    def run(self):
        """In the order of their names in WORKS."""
        parts = {
            "drain": self.drain, "end to end": self.end_to_end, "sign-up": self.signup, "latency": self.latency,
            "growth": self.growth, "inbox": self.inbox, "timers": self.timers, "workers": self.workers,
            "abuse": self.abuse,
        }
        for work in WORKS:
            if work in self.works:
                parts[work]()

    def plain(self):
        return [program for program in self.chosen if program.name not in VARIANTS]

    def drain(self):
        self.drains("drain", self.plain())

    def end_to_end(self):
        self.drains("end to end", self.some("guichet", "guichet x2", "c batch"), relayed=True)

    def signup(self):
        self.drains("sign-up", self.some("guichet signup"))

    def latency(self):
        chosen = [program for program in self.plain() if program.name not in ("guichet x2", "c 1000")]
        self.interleaved("latency 100/s", chosen,
                         lambda p: measure.latency(self.world, p, 100, 3 if self.asked.quick else 6))
        for program in chosen:
            if ("drain", program.name, "events_per_second") not in self.figures:
                self.drains("drain", [program], runs=1)
        self.interleaved("latency half", chosen, lambda p: measure.latency(self.world, p, self.half(p), 3),
                         runs=min(self.runs, 3), warm=0)

    def half(self, program):
        rates = self.figures.get(("drain", program.name, "events_per_second"))
        if not rates:
            raise Wrong(f"{program.name} has no rate to halve")
        return max(10, int(statistics.median(rates) / 2))

    def growth(self):
        """What should not cost more where there is more of it."""
        chosen, small = self.some("guichet", "c batch"), self.count(self.chosen[0])
        runs = min(self.runs, 3)
        for subjects in (1, 1000, 100_000):
            self.drains(f"subjects {subjects}", chosen, subjects, runs=runs, count=small)
        for filler in (1, 4500, 50_000):
            self.drains(f"bytes {filler + 560}", chosen, 1000, filler, runs=runs, count=min(small, 5000))
        for run in range(runs):
            for backlog in (10_000, 100_000, 1_000_000):
                count, warm = max(1000, int(backlog * self.scale)), run == 0 and backlog == 10_000
                self.drains(f"backlog {count}", self.some("guichet"), runs=1, warm=int(warm), count=count)

    def inbox(self):
        self.world.forget()
        self.drains("inbox", self.some("guichet", "guichet full inbox"), runs=min(self.runs, 4))
        self.world.forget()

    def timers(self):
        self.world.forget()
        self.drains("timers", self.some("guichet", "guichet timers"), runs=min(self.runs, 4))
        self.world.forget()

    def workers(self):
        self.drains("workers", self.some("guichet", "guichet x2", "guichet x4"), runs=min(self.runs, 4))

    def abuse(self):
        try:
            abuse.measure(self.figures, self.asked.quick, self.asked.runs)
        except Wrong as error:
            self.failures.append(f"abuse: {error}")


def main():
    bench, before = Bench(arguments()), report.machine()
    bench.run()
    print(report.table(bench.figures))
    print("\nratios of medians:")
    for name, value in report.ratios(bench.figures, bench.scale).items():
        print(f"  {name:22} {value}")
    report.write(bench.asked.output, before, bench.figures, bench.scale)
    print(f"\nwritten to {bench.asked.output}")
    if bench.failures:
        sys.exit(f"{len(bench.failures)} runs gave no exact result")


main()
