# shellcheck shell=bash
# Runs parts of the test suite and counts. Sourced by Ops/test, after place.sh, rabbitmq.sh and postgres.sh; adds to
# `passed`, `failed` and `faults`, the text of what failed, which is told again at the end.

# Clears what an earlier Ops/test left here: the logs of a failed one, the servers of one that was killed outright.
sweep() {
    local old servers
    for old in "${TMPDIR:-/tmp}"/guichet-test.*/; do
        if [ ! -O "$old" ] || [ ! -e "$old/run.pid" ] || lives "$old/run.pid"; then continue; fi
        say "clearing away $old of an earlier run"
        for servers in "$old"*/; do Ops/Deploy/servers forget "$servers" || true; done
        rm -rf "$old"
    done
    remember "$folder/run.pid" $$
}

# Tells the tests which servers are theirs to use.
use_servers() {
    local place
    place=$(readlink -f "$1/servers")
    GUICHET_TEST_AMQP_URL=$(rabbitmq_url "$place" guichet)
    GUICHET_TEST_DATABASE_URL=$(postgres_url "$place" postgres guichet)
    export GUICHET_TEST_AMQP_URL GUICHET_TEST_DATABASE_URL
    if [ -e "$place/rabbitmq/tls-port" ]; then
        GUICHET_TEST_AMQPS_URL=$(rabbitmq_tls_url "$place" guichet)
        export GUICHET_TEST_AMQPS_URL GUICHET_TEST_AMQPS_CA=$place/rabbitmq/tls/authority.pem
    fi
    export GUICHET_TEST_RABBITMQCTL=$place/rabbitmq/rabbitmqctl
}

# Is there a test that matches both? Usage: tests_match PATTERN [FILTER]
tests_match() { swift test list --skip-build 2>/dev/null | grep -E -- "$1" | grep -qE -- "${2:-.}"; }

# Who runs the tests: empty for whoever runs this, `sudo …` for those that make networks and firewalls.
as=()
become_root() { [ "$(id -u)" = 0 ] || as=(sudo --preserve-env env "PATH=$PATH"); }
become_oneself() { as=(); }

# Usage: run_tests NAME ARGUMENT…
run_tests() {
    local name=$1 log="$folder/$1.tests" good bad status=0
    shift
    say "running the $name tests"
    # What passes needs no line of its own; the whole is in the log.
    "${as[@]}" swift test --skip-build --disable-xctest "$@" 2>&1 | tee "$log" \
        | grep --line-buffered -E '^(✘|↳ [^TR])|^[^ ]+ Test run with|error:|unexpected signal' >&2 || status=${PIPESTATUS[0]}
    # A test's name is quoted or ends in parentheses; `Test case` and `Test run` are other lines.
    good=$(grep -cE '^[^ ]+ Test ("|[^ ("]+\().* passed after [0-9.]+ seconds' "$log" || true)
    bad=$(grep -cE '^[^ ]+ Test ("|[^ ("]+\().* failed after [0-9.]+ seconds' "$log" || true)
    # A runner that ended without its closing line, or badly with no test to blame, is a failure of its own.
    if ! grep -qE '^[^ ]+ Test run with [0-9]+ test' "$log" || grep -q 'unexpected signal' "$log" || { [ "$status" != 0 ] && [ "$bad" = 0 ]; }; then
        say "the test runner itself failed (status $status)"
        faults+="the runner of the $name tests failed (status $status); its last words:"$'\n'$(tail -n 15 "$log")$'\n'
        bad=$((bad + 1))
    fi
    [ "$bad" = 0 ] || faults+=$(grep -E -A 4 '^✘' "$log" | cut -c 1-600 | head -n 120)$'\n'
    passed=$((passed + good)) failed=$((failed + bad))
    say "$name: $good passed, $bad failed"
}

# Debian's Python and its packages, found first by everything that runs `python3`.
python_there() {
    packages_install iproute2 nftables tzdata python3 python3-aiosmtpd python3-pika python3-psycopg2 python3-jsonschema openssl
    mkdir -p "$folder/bin"
    ln -sf /usr/bin/python3 "$folder/bin/python3"
    PATH=$folder/bin:$PATH
    python=$folder/bin/python3
}

# Tests in Python: independent clients that share no code with Guichet. Their last line is `…: N passed, N failed`.
# Usage: run_script NAME SCRIPT ARGUMENT…
run_script() {
    local name=$1 log="$folder/$1.tests" closing good=0 bad=0 status=0
    shift
    say "running the $name"
    "${as[@]}" "$python" -u "$@" 2>&1 | tee "$log" >&2 || status=${PIPESTATUS[0]}
    closing=$(grep -E '[0-9]+ passed, [0-9]+ failed$' "$log" | tail -n 1 || true)
    if [[ $closing =~ ([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then good=${BASH_REMATCH[1]} bad=${BASH_REMATCH[2]}; fi
    if [ -z "$closing" ] || { [ "$status" != 0 ] && [ "$bad" = 0 ]; }; then
        say "the $name did not end well (status $status)"
        faults+="$name did not end well (status $status); its last words:"$'\n'$(tail -n 15 "$log")$'\n'
        bad=$((bad + 1))
    fi
    [ "$bad" = 0 ] || faults+=$(grep -A 12 -E '^  FAIL' "$log" | cut -c 1-600 | head -n 120)$'\n'
    passed=$((passed + good)) failed=$((failed + bad))
}
