#!/usr/bin/env python3
"""How long one look-up takes among many leases: `lookups.py postgresql://…/an_empty_migrated_database [LEASES]`.

Loads the leases (a million, four holders of each address one after the other), then puts the question of the workers for
250 addresses at a time, over one session, and prints microseconds per look-up. Needs psql. The database is not cleaned up.
"""
import pathlib
import re
import subprocess
import sys

BATCH, ROUNDS = 250, 200

LOAD = """
SET session_replication_role = replica;
INSERT INTO prefixes (id, version, prefix, valid_from, protected) VALUES
    (gen_random_uuid(), 1, '10.0.0.0/8', '2020-01-01', false), (gen_random_uuid(), 1, '2001:db8::/32', '2020-01-01', false);
INSERT INTO ip_leases (id, version, address, organisation_id, language, valid_from, valid_to, known_at)
SELECT gen_random_uuid(), 1,
    CASE WHEN n %% 40 < 4 THEN format('2001:db8:%%s:%%s::/64', to_hex(n / 4 >> 16), to_hex(n / 4 & 65535))::inet
    ELSE '10.0.0.0'::inet + n / 4 END,
    gen_random_uuid(), 'fr', timestamptz '2025-01-01' + n %% 4 * interval '100 days',
    timestamptz '2025-01-01' + n %% 4 * interval '100 days' + interval '90 days', now()
FROM generate_series(0, %d) AS n;
ANALYZE ip_leases;
"""

ASK = """
SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off;
SET plan_cache_mode = force_generic_plan;
PREPARE asked (json) AS %s;
CREATE TEMPORARY TABLE rounds AS
SELECT round, json_agg(json_build_object('n', n, 'address', '10.0.0.0'::inet + (random() * %d)::integer,
    'at', timestamptz '2025-01-01' + random() * interval '390 days', 'purpose', 'bench')) AS asked
FROM generate_series(1, %d) AS round, generate_series(1, %d) AS n GROUP BY round;
SELECT format('EXPLAIN (ANALYZE, TIMING OFF, SUMMARY ON) EXECUTE asked(%%L);', asked) FROM rounds \\gexec
"""


def psql(url: str, script: str) -> str:
    command = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", url]
    return subprocess.run(command, input=script, capture_output=True, text=True, check=True).stdout


def main() -> None:
    url, leases = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    source = (pathlib.Path(__file__).parents[2] / "Queues/Postgres/AsksOfNetwork.swift").read_text()
    asked, query = re.search(r'"attribution", asked: "(.*?)",\s+"""(.*?)"""', source, re.S).groups()
    statement = f"WITH asked AS (SELECT * FROM json_to_recordset($1::json) AS asked (n int, {asked})) {query}"
    psql(url, LOAD % (leases - 1))
    plans = psql(url, ASK % (statement, leases // 4, ROUNDS, BATCH))
    times = sorted(float(time) * 1000 / BATCH for time in re.findall(r"Execution Time: ([\d.]+) ms", plans))
    print(f"{leases} leases, {len(times)} batches of {BATCH}: median {times[len(times) // 2]:.0f} µs per look-up, "
          f"p99 {times[len(times) * 99 // 100]:.0f} µs; each is logged")


if __name__ == "__main__":
    main()
