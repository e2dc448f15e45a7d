# shellcheck shell=bash
# Where private servers live, which ports and passwords they have, and how their processes are known again. Sourced.

# Prints one line of progress with the seconds since the script began.
say() { printf '%4ds  %s\n' "$SECONDS" "$*" >&2; }
# Prints a message and its remedy, and ends the script. Usage: give_up STATUS MESSAGE…
give_up() { local status=$1; shift; printf '%s: %s\n' "${0##*/}" "$*" >&2; exit "$status"; }

# Milliseconds of a clock that only serves deadlines.
now_ms() { local t=${EPOCHREALTIME/[.,]/}; printf '%s' "$((t / 1000))"; }

random_hex() { od -An -v -tx1 -N "$1" /dev/urandom | tr -d ' \n'; }

# The user that runs PostgreSQL: it refuses root.
database_user() {
    if [ "$(id -u)" != 0 ]; then id -un; elif id postgres >/dev/null 2>&1; then echo postgres; else echo nobody; fi
}

# Runs a command as the database user, replacing this process: so the process id stays ours.
exec_as_database_user() {
    [ "$(id -u)" = 0 ] || exec "$@"
    local user; user=$(database_user)
    exec setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups --inh-caps=-all "$@"
}

# RabbitMQ's scripts stumble over spaces, a socket's path is at most 107 bytes, and the database user must get there.
fits() {
    [[ $1 =~ ^[A-Za-z0-9/._-]{1,70}$ ]] && (umask 022; mkdir -p "$1" 2>/dev/null) && [ -O "$1" ] && chmod 711 "$1" \
        && (cd / && exec_as_database_user test -x "$1") 2>/dev/null
}

# Makes FOLDER/servers, which is the place of the servers' data: a folder, or a link to one where this path will not do.
# Usage: servers_place FOLDER; prints the place.
servers_place() {
    local folder=$1 link="$1/servers" place base owner
    mkdir -p "$folder"
    folder=$(cd "$folder" && pwd -P)
    if [ -L "$link" ]; then
        place=$(readlink -f "$link" || true)
        owner=$(cat "$place/owner" 2>/dev/null || true)
        # A copied checkout must not share the servers of the first; a moved one takes its own along.
        if [ "$owner" = "$folder" ] || { [ -n "$owner" ] && [ ! -d "$owner" ]; }; then
            printf '%s\n' "$folder" >"$place/owner"; printf '%s\n' "$place"; return
        fi
        rm -f "$link"
    elif [ -d "$link" ] && fits "$folder/servers"; then
        printf '%s\n' "$folder/servers"; return
    elif [ ! -e "$link" ] && fits "$folder/servers"; then
        printf '%s\n' "$folder" >"$link/owner"; printf '%s\n' "$folder/servers"; return
    fi
    [ ! -d "$link" ] || [ -L "$link" ] || rmdir "$link" 2>/dev/null \
        || give_up 78 "$link holds servers that cannot run at this path; move the checkout back, or run Ops/down --purge"
    for base in "$([ "$(id -u)" = 0 ] && echo /var/lib/guichet || echo "${HOME:-/nowhere}/.local/state/guichet")" /var/tmp; do
        place="$base/guichet-$(printf '%s' "$(id -u):$folder" | sha256sum | cut -c1-12)"
        if fits "$place"; then
            printf '%s\n' "$folder" >"$place/owner"
            ln -s "$place" "$link"; printf '%s\n' "$place"; return
        fi
    done
    give_up 73 "found no folder that the user $(database_user) may enter; move the checkout to a path without spaces"
}

# Is anything listening on this TCP port, on any address?
port_taken() {
    local hex; hex=$(printf ':%04X' "$1")
    awk -v port="$hex" '$4 == "0A" && substr($2, length($2) - 4) == port { found = 1 } END { exit !found }' \
        /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

# A value that stays: made once, kept in FOLDER/NAME with mode 600. Usage: kept FILE COMMAND…
kept() {
    local file=$1; shift
    [ -s "$file" ] || (umask 077; "$@" >"$file.new" && mv "$file.new" "$file")
    cat "$file"
}

random_port() {
    local port tries
    for ((tries = 0; tries < 200; tries++)); do
        port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
        port_taken "$port" || { echo "$port"; return; }
    done
    give_up 69 "found no free port between 20000 and 32000"
}

# The port kept in FILE; a new one where another program has taken it meanwhile.
kept_port() {
    if [ -s "$1" ] && port_taken "$(cat "$1")"; then rm -f "$1"; fi
    kept "$1" random_port
}

# Closes what a server must not inherit: a lock, or the pipe by which a caller waits for its child's end.
close_inherited() {
    local open
    for open in "/proc/$BASHPID/fd"/*; do
        open=${open##*/}
        [ "$open" -le 2 ] || eval "exec $open>&-"
    done
}

# A process is known by its id and the tick it began at: ids are used again. Usage: remember FILE PID
began() { awk '{ sub(/.*\) /, ""); print $20 }' "/proc/$1/stat" 2>/dev/null; }
remember() { began "$2" >"$1.began"; printf '%s\n' "$2" >"$1"; }
forget() { rm -f "$1" "$1.began"; }
# Does the process remembered in FILE live? Usage: lives FILE
lives() {
    local pid state
    [ -s "$1" ] && read -r pid <"$1" && [ -n "$pid" ] || return 1
    state=$(awk '{ sub(/.*\) /, ""); print $1, $20 }' "/proc/$pid/stat" 2>/dev/null) || return 1
    [ "${state#* }" = "$(cat "$1.began" 2>/dev/null)" ] && [ "${state%% *}" != Z ]
}
# Waits until it is gone. Usage: gone FILE MILLISECONDS
gone() {
    local until=$(($(now_ms) + $2))
    while lives "$1"; do [ "$(now_ms)" -lt "$until" ] || return 1; sleep 0.05; done
    forget "$1"
}
# Sends a signal to the process remembered in FILE, if it is still that one. Usage: tell FILE SIGNAL
tell() { ! lives "$1" || kill -s "$2" "$(cat "$1")" 2>/dev/null || true; }
