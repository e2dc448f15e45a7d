"""Runs the programs side by side, interleaved, and reports medians. Started by Ops/bench, which prepares everything."""
import argparse
import sys
import time

import measure
import programs
import report
from world import World, Wrong

# Events in a backlog: enough for seconds of work, not so many that the slow ones take the day.
SIZES = {"celery": 3000, "dramatiq": 6000, "aio-pika": 6000, "go each": 10000, "c each": 6000}


def arguments():
    parser = argparse.ArgumentParser(prog="Ops/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three runs of a quarter of the events")
    parser.add_argument("--runs", type=int, help="runs of each program (5)")
    parser.add_argument("--events", type=int, default=20000, help="events in a backlog (20000)")
    parser.add_argument("--programs", default="", help="comma-separated; all without it")
    parser.add_argument("--works", default="drain,end to end,sign-up,latency",
                        help="comma-separated: drain, end to end, sign-up, latency, growth")
    parser.add_argument("--output", default="bench.json")
    return parser.parse_args()


class Bench:
    def __init__(self, asked):
        self.asked, self.world, self.figures = asked, World(), {}
        self.runs = asked.runs or (3 if asked.quick else 5)
        known = programs.every()
        names = [name.strip() for name in asked.programs.split(",") if name.strip()] or list(known)
        unknown = [name for name in names if name not in known]
        if unknown:
            sys.exit(f"no program {', '.join(unknown)}; there are {', '.join(known)}")
        self.programs = [known[name] for name in names]
        self.failures = []

    def count(self, program):
        count = min(self.asked.events, SIZES.get(program.name, self.asked.events))
        return max(500, count // 4) if self.asked.quick else count

    def interleaved(self, work, chosen, body):
        """A B A B: what the machine does meanwhile meets all alike. The first round warms and is dropped."""
        for run in range(self.runs + 1):
            for program in chosen:
                begun = time.monotonic()
                try:
                    found = body(program)
                except Wrong as error:
                    self.failures.append(f"{work}: {error}")
                    print(f"  {work:14} {program.name:16} FAILED: {error}", flush=True)
                    continue
                rate = found.get("events_per_second") or found.get("p50_ms")
                print(f"  {work:14} {program.name:16} {f'run {run}' if run else 'warm '} {rate:10,.2f}"
                      f"   {time.monotonic() - begun:5.1f} s", flush=True)
                if run:
                    for metric, value in found.items():
                        self.figures.setdefault((work, program.name, metric), []).append(value)

    def run(self):
        works = [work.strip() for work in self.asked.works.split(",")]
        plain = [program for program in self.programs if program.name != "guichet signup"]
        if "drain" in works:
            self.interleaved("drain", plain, lambda p: measure.drain(self.world, p, self.count(p)))
        if "end to end" in works:
            self.interleaved("end to end", [p for p in plain if p.relay and p.name != "c 1000"],
                             lambda p: measure.drain(self.world, p, self.count(p), relayed=True))
        if "sign-up" in works:
            self.interleaved("sign-up", [p for p in self.programs if p.name == "guichet signup"],
                             lambda p: measure.drain(self.world, p, self.count(p)))
        if "latency" in works:
            seconds = 3 if self.asked.quick else 10
            self.interleaved("latency 100/s", [p for p in plain if p.name not in ("guichet x2", "c 1000")],
                             lambda p: measure.latency(self.world, p, 100, seconds))
        if "growth" in works:
            self.growth([p for p in plain if p.name in ("guichet", "c batch")])

    def growth(self, chosen):
        small = self.count(self.programs[0])
        for subjects in (1, 1000, 100_000):
            self.interleaved(f"subjects {subjects}", chosen,
                             lambda p: measure.drain(self.world, p, small, more=(subjects,)))
        for filler in (1, 4500, 50_000):
            self.interleaved(f"bytes {filler + 560}", chosen,
                             lambda p: measure.drain(self.world, p, min(small, 5000), more=(1000, filler)))
        for backlog in (10_000, 100_000) if self.asked.quick else (10_000, 100_000, 1_000_000):
            self.interleaved(f"backlog {backlog}", chosen, lambda p: measure.drain(self.world, p, backlog))


def main():
    bench, before = Bench(arguments()), report.machine()
    bench.run()
    print(report.table(bench.figures))
    print("\nratios of medians:")
    for name, value in report.ratios(bench.figures).items():
        print(f"  {name:22} {value}")
    report.write(bench.asked.output, before, bench.figures)
    print(f"\nwritten to {bench.asked.output}")
    if bench.failures:
        sys.exit(f"{len(bench.failures)} runs gave no exact result")


main()
