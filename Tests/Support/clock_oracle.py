"""Calendars and clocks by another way, to compare with: the system's time zones, and walking instead of arithmetic.

Reads one JSON document, {"calendars": [...], "questions": [...]}, and writes the list of answers. Instants are microseconds
since 1970. Two ways of walking: minute by minute, where a minute is worked if the clock on the wall says so, and day by day.
A clock that is set back shows hours again: the hand that counts stands still until the clock shows more than ever before.
"""

import datetime as dt
import json
import sys
import zoneinfo

UTC = dt.timezone.utc
EPOCH = dt.datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = 60_000_000
SECOND = dt.timedelta(seconds=1)


def easter(year):
    """By golden number and epact, as C. Clavius reckoned; not the way of the program."""
    golden = year % 19 + 1
    century = year // 100 + 1
    dropped = 3 * century // 4 - 12
    moon = (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - dropped - 10
    epact = (11 * golden + 20 + moon - dropped) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    full = 44 - epact
    if full < 21:
        full += 30
    full += 7 - (sunday + full) % 7
    return dt.date(year, 3, 1) + dt.timedelta(days=full - 1)


class Calendar:
    def __init__(self, data):
        self.zone = zoneinfo.ZoneInfo(data["zone"])
        self.week = data["week"]
        self.fixed = {tuple(day) for day in data["fixed"]}
        self.easter = data["easter"]
        self.added = set(data["added"])
        self.removed = set(data["removed"])
        self.known = {}

    def is_holiday(self, day):
        if day.isoformat() in self.removed:
            return False
        if (day.month, day.day) in self.fixed or day.isoformat() in self.added:
            return True
        return any(easter(day.year) + dt.timedelta(days=n) == day for n in self.easter)

    def windows(self, day):
        """Minutes from midnight, in pairs."""
        if day not in self.known:
            self.known[day] = [] if self.is_holiday(day) else self.week[day.weekday()]
        return self.known[day]

    def shown(self, at):
        return (EPOCH + dt.timedelta(microseconds=at)).astimezone(self.zone).replace(tzinfo=None)

    # Minute by minute.

    def minutes(self, begin, end):
        """Whether each minute is worked; both ends are whole minutes."""
        highest = dt.datetime.min
        for at in range(begin - 180 * MINUTE, end, MINUTE):
            highest = max(highest, self.shown(at))
            if at >= begin:
                minute = highest.hour * 60 + highest.minute
                yield at, any(first <= minute < last for first, last in self.windows(highest.date()))

    # Day by day.

    def instant(self, day, minutes):
        """When the clock first shows this or more."""
        wanted = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes)
        at = (wanted.replace(tzinfo=self.zone).astimezone(UTC) - EPOCH) // dt.timedelta(microseconds=1)
        if self.shown(at) != wanted:
            # It is skipped: the second at which the clock jumps over it.
            low, high = at - 26 * 60 * MINUTE, at + 26 * 60 * MINUTE
            while high - low > 1_000_000:
                middle = (low + high) // 2_000_000 * 1_000_000
                low, high = (low, middle) if self.shown(middle) >= wanted else (middle, high)
            at = high
        return at

    def hours(self, day):
        return [(self.instant(day, first), self.instant(day, last)) for first, last in self.windows(day)]

    def spans(self, begin, limit):
        """Working hours from an instant on, cut at it."""
        day = self.shown(begin).date() - dt.timedelta(days=2)
        while True:
            for first, last in self.hours(day):
                if first >= limit:
                    return
                if last > begin and last > first:
                    yield max(first, begin), min(last, limit)
            day += dt.timedelta(days=1)


def by_days(calendar, question):
    begin, end, limit, pause = (question[name] for name in ("from", "to", "limit", "pause"))
    after, next_one, missing = None, None, pause
    for first, last in calendar.spans(begin, limit):
        next_one = first if next_one is None else next_one
        if missing <= last - first:
            after = first + missing
            break
        missing -= last - first
    work = sum(last - first for first, last in calendar.spans(begin, end))
    return {"work": work, "after": begin if pause <= 0 else after, "next": next_one}


def by_minutes(calendar, question):
    begin, end, limit, pause = (question[name] for name in ("from", "to", "limit", "pause"))
    work, missing, after, next_one = 0, pause, begin if pause <= 0 else None, None
    for at, works in calendar.minutes(begin, limit):
        if works:
            work += MINUTE if at < end else 0
            next_one = at if next_one is None else next_one
            missing -= MINUTE
            if missing <= 0 and after is None:
                after = at + MINUTE
    return {"work": work, "after": after, "next": next_one}


def clock(calendars, question):
    """The life of a clock, a minute at a time."""
    entries = sorted(question["entries"], key=lambda entry: (entry["at"], entry["number"]))
    start = next(entry for entry in entries if entry["change"] == "started")
    now, limit = question["now"], question["limit"]
    if start["at"] > now:
        return {"state": "none"}
    entries = [entry for entry in entries if entry["at"] <= now]
    named = {entry["calendar"] for entry in entries if "calendar" in entry}
    works = {name: dict(calendars[name].minutes(start["at"], limit)) for name in named}
    state, used, ran = "running", 0, False
    target, since = start, start["at"]
    answer, reached = None, {}
    for at in range(start["at"], limit + MINUTE, MINUTE):
        while entries and max(entries[0]["at"], start["at"]) <= at:
            entry = entries.pop(0)
            change = entry["change"]
            if change == "paused" and state != "stopped":
                state = "paused"
            elif change == "resumed" and state == "paused":
                state = "running"
            elif change == "stopped":
                state = "stopped"
            elif change == "reopened" and state == "stopped":
                state = "running"
            elif change == "retargeted" and (entry["budget"], entry["calendar"]) != (target["budget"], target["calendar"]):
                target, since, ran, reached = entry, at, False, {}
        if target["budget"] is not None:
            for percent in question["rungs"]:
                if used * 100 >= target["budget"] * percent and (state == "running" or ran):
                    reached.setdefault(str(percent), at)
        if at == now:
            answer = {"state": state, "used": used, "since": since}
        ran = state == "running"
        if ran and works[target["calendar"]].get(at):
            used += MINUTE
    return answer | {"rungs": reached}


def shown(calendar, question):
    local = calendar.shown(question["from"])
    day = local.date() + dt.timedelta(days=question["days"])
    return {
        "day": local.date().isoformat(),
        "time": (local - dt.datetime.combine(local.date(), dt.time())) // dt.timedelta(microseconds=1),
        "instant": calendar.instant(day, question["minutes"]),
        "holiday": calendar.is_holiday(day),
    }


def main():
    document = json.load(sys.stdin)
    calendars = [Calendar(data) for data in document["calendars"]]
    ways = {"days": by_days, "minutes": by_minutes, "shown": shown}
    answers = [
        clock(calendars, question) if question["kind"] == "clock" else
        ways[question["kind"]](calendars[question["calendar"]], question)
        for question in document["questions"]
    ]
    json.dump(answers, sys.stdout)


main()
