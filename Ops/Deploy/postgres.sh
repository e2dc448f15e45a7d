# shellcheck shell=bash
# A private PostgreSQL in PLACE/postgres, run by the database user. Sourced after place.sh; every function takes PLACE.

# The newest server installed by the distribution.
postgres_bin() {
    local found
    found=$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)
    [ -x "$found" ] && printf '%s' "${found%/initdb}"
}

postgres_password() { kept "$1/passwords/postgres-$2" random_hex 16; }
# Usage: postgres_url PLACE USER DATABASE
postgres_url() { printf 'postgresql://%s:%s@127.0.0.1:%s/%s' "$2" "$(postgres_password "$1" "$2")" "$(cat "$1/postgres-port")" "$3"; }

postgres_run() (cd / && exec_as_database_user env -i "PATH=$PATH" LANG=C.UTF-8 "$@")
postgres_lives() { lives "$1/postgres.pid"; }
postgres_ready() { postgres_lives "$1" && [ -S "$1/postgres/socket/.s.PGSQL.$(cat "$1/postgres-port")" ] && postgres_answers "$1"; }
postgres_answers() { "$(postgres_bin)/pg_isready" -q -h 127.0.0.1 -p "$(cat "$1/postgres-port")"; }

postgres_initialise() {
    local place=$1 home="$1/postgres"
    [ -s "$home/data/PG_VERSION" ] && [ -e "$home/made" ] && return
    rm -rf "$home"
    mkdir -p "$home/log" "$home/socket"
    (umask 077; postgres_password "$place" postgres >"$home/password")
    [ "$(id -u)" != 0 ] || chown -R "$(database_user)" "$home"
    chmod 700 "$home"
    postgres_run "$(postgres_bin)/initdb" --pgdata "$home/data" --username postgres --pwfile "$home/password" \
        --auth scram-sha-256 --encoding UTF8 --locale C.UTF-8 >"$place/initdb.log" 2>&1 \
        || { cat "$place/initdb.log" >&2; give_up 70 "initdb failed"; }
    rm -f "$home/password"
    cat >>"$home/data/postgresql.conf" <<END
listen_addresses = '127.0.0.1'
unix_socket_directories = '$home/socket'
max_connections = 200
fsync = on
synchronous_commit = on
shared_buffers = 256MB
max_wal_size = 2GB
max_prepared_transactions = 0
log_line_prefix = '%m [%p] %q%u@%d '
log_min_error_statement = panic
END
    : >"$home/made"
}

# After a crash: processes of the dead server may still be leaving, and its lock files may name a stranger or a zombie.
postgres_clear() {
    local data="$1/postgres/data" until=$(($(now_ms) + 10000)) pid name
    while name=$(find /proc -maxdepth 2 -name cwd -lname "$data" 2>/dev/null) && [ -n "$name" ]; do
        if [ "$(now_ms)" -ge "$until" ]; then
            for pid in $name; do pid=${pid#/proc/}; kill -s KILL "${pid%/cwd}" 2>/dev/null || true; done
        fi
        sleep 0.1
    done
    rm -f "$data/postmaster.pid" "$1"/postgres/socket/.s.PGSQL.*
}

# Starts it and returns at once; postgres_wait waits.
postgres_start() {
    local place=$1 home="$1/postgres"
    if postgres_lives "$place"; then return; fi
    forget "$place/postgres.pid"
    mkdir -p "$place/passwords"; chmod 700 "$place/passwords"
    [ -n "$(postgres_bin)" ] || give_up 69 "PostgreSQL's server is not installed below /usr/lib/postgresql"
    [ ! -s "$home/data/PG_VERSION" ] || [ "$(cat "$home/data/PG_VERSION")" = "$(postgres_version)" ] \
        || give_up 78 "the data in $home is of PostgreSQL $(cat "$home/data/PG_VERSION"); Ops/down --purge forgets it"
    postgres_initialise "$place"
    postgres_clear "$place"
    kept_port "$place/postgres-port" >/dev/null
    (close_inherited && cd / && exec_as_database_user setsid env -i "PATH=$PATH" LANG=C.UTF-8 "$(postgres_bin)/postgres" \
        -D "$home/data" -p "$(cat "$place/postgres-port")") </dev/null >>"$place/postgres.log" 2>&1 &
    remember "$place/postgres.pid" $!
}

postgres_version() { local bin; bin=$(postgres_bin); bin=${bin%/bin}; printf '%s' "${bin##*/}"; }

# Waits, then makes the role and the database `guichet` where they are missing.
postgres_wait() {
    local place=$1 until=$(($(now_ms) + 120000))
    until postgres_ready "$place"; do
        postgres_lives "$place" || { tail -n 20 "$place/postgres.log" >&2; give_up 69 "PostgreSQL did not start; see $place/postgres.log"; }
        [ "$(now_ms)" -lt "$until" ] || give_up 69 "PostgreSQL is not up after 120 s; see $place/postgres.log"
        sleep 0.05
    done
    [ -e "$place/postgres-roles" ] && return
    PGOPTIONS='' "$(postgres_bin)/psql" -qXAt -v ON_ERROR_STOP=1 "$(postgres_url "$place" postgres postgres)" >/dev/null <<END
SELECT format('CREATE ROLE guichet LOGIN PASSWORD %L', '$(postgres_password "$place" guichet)')
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'guichet') \gexec
SELECT 'CREATE DATABASE guichet OWNER guichet'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'guichet') \gexec
END
    : >"$place/postgres-roles"
}

# Usage: postgres_stop PLACE [immediate]: a fast shutdown, or one that leaves recovery to the next start.
postgres_stop() {
    local place=$1
    tell "$place/postgres.pid" "$([ "${2-}" = immediate ] && echo QUIT || echo INT)"
    gone "$place/postgres.pid" 30000 || { tell "$place/postgres.pid" KILL; gone "$place/postgres.pid" 5000 || true; }
}
