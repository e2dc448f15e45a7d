# shellcheck shell=bash
# A private RabbitMQ below PLACE/rabbitmq, with an epmd of its own. Sourced after place.sh; every function takes PLACE.

# Every producer is a user of its own; `guichet` is the workers and may administer (permissions are set through it).
rabbitmq_producers=(portal sales desk staff support network)
rabbitmq_sbin=/usr/lib/rabbitmq/bin

rabbitmq_password() { kept "$1/passwords/rabbitmq-$2" random_hex 16; }
rabbitmq_url() { printf 'amqp://%s:%s@127.0.0.1:%s/%%2F' "$2" "$(rabbitmq_password "$1" "$2")" "$(cat "$1/rabbitmq/port")"; }

rabbitmq_tls_url() { printf 'amqps://%s:%s@localhost:%s/%%2F' "$2" "$(rabbitmq_password "$1" "$2")" "$(cat "$1/rabbitmq/tls-port")"; }

# With GUICHET_TLS=yes it also listens for TLS, with a certificate for `localhost` by an authority of its own.
rabbitmq_tls() {
    local tls="$1/rabbitmq/tls"
    [ "${GUICHET_TLS-}" = yes ] || [ -e "$1/rabbitmq/tls-port" ] || return 0
    kept_port "$1/rabbitmq/tls-port" >/dev/null
    if [ ! -s "$tls/server.pem" ]; then
        mkdir -p "$tls"
        openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj '/CN=Guichet private authority' \
            -keyout "$tls/authority.key" -out "$tls/authority.pem" 2>/dev/null
        openssl req -newkey rsa:2048 -nodes -subj '/CN=localhost' -keyout "$tls/server.key" -out "$tls/server.csr" 2>/dev/null
        printf 'subjectAltName=DNS:localhost\n' >"$tls/names"
        openssl x509 -req -in "$tls/server.csr" -CA "$tls/authority.pem" -CAkey "$tls/authority.key" -CAcreateserial \
            -days 3650 -extfile "$tls/names" -out "$tls/server.pem" 2>/dev/null
    fi
    cat <<END
listeners.ssl.1 = 127.0.0.1:$(cat "$1/rabbitmq/tls-port")
ssl_options.cacertfile = $tls/authority.pem
ssl_options.certfile = $tls/server.pem
ssl_options.keyfile = $tls/server.key
ssl_options.verify = verify_none
END
}

# The salted hash that RabbitMQ's definitions want: base64(salt + SHA-256(salt + password)).
rabbitmq_hash() {
    local salt digest
    salt=$(random_hex 4)
    digest=$({ hex_bytes "$salt"; printf '%s' "$1"; } | sha256sum | cut -c1-64)
    hex_bytes "$salt$digest" | base64 -w0
}
hex_bytes() { local escaped; escaped=$(sed 's/../\\x&/g' <<<"$1"); printf '%b' "$escaped"; }

# Users and the virtual host. What producers may do is for `guichet grant` to say: until then they may do nothing.
rabbitmq_definitions() {
    local place=$1 name
    printf '{"vhosts":[{"name":"/"}],"users":['
    printf '{"name":"guichet","tags":["administrator"],"limits":{},"password_hash":"%s","hashing_algorithm":"rabbit_password_hashing_sha256"}' \
        "$(rabbitmq_hash "$(rabbitmq_password "$place" guichet)")"
    for name in "${rabbitmq_producers[@]}"; do
        printf ',{"name":"%s","tags":[],"limits":{},"password_hash":"%s","hashing_algorithm":"rabbit_password_hashing_sha256"}' \
            "$name" "$(rabbitmq_hash "$(rabbitmq_password "$place" "$name")")"
    done
    printf '],"permissions":[{"user":"guichet","vhost":"/","configure":".*","write":".*","read":".*"}]}\n'
}

# Memory at which publishers are held back: two fifths of the machine, at most 4 GiB.
rabbitmq_watermark() { awk '/^MemTotal/ { half = $2 * 0.4; limit = 4194304; printf "%dKB", (half < limit ? half : limit) }' /proc/meminfo; }

rabbitmq_configure() {
    local place=$1 home="$1/rabbitmq" epmd dist
    mkdir -p "$home/home" "$home/data" "$place/passwords"
    chmod 700 "$home" "$place/passwords"
    kept "$home/home/.erlang.cookie" random_hex 20 >/dev/null
    chmod 400 "$home/home/.erlang.cookie"
    kept_port "$home/port" >/dev/null
    dist=$(kept_port "$home/dist-port")
    if lives "$home/epmd.pid"; then epmd=$(cat "$home/epmd-port"); else epmd=$(kept_port "$home/epmd-port"); fi
    (umask 077; [ -s "$home/definitions.json" ] || rabbitmq_definitions "$place" >"$home/definitions.json")
    : >"$home/env.conf"
    echo '[].' >"$home/enabled_plugins"
    echo '[{rabbit, [{quorum_commands_soft_limit, 256}]}].' >"$home/advanced.config"
    cat >"$home/rabbitmq.conf" <<END
listeners.tcp.1 = 127.0.0.1:$(cat "$home/port")
loopback_users = none
heartbeat = 10
consumer_timeout = 7200000
vm_memory_high_watermark.absolute = $(rabbitmq_watermark)
disk_free_limit.absolute = 200MB
raft.wal_max_size_bytes = 134217728
log.file = rabbitmq.log
log.file.level = info
load_definitions = $home/definitions.json
END
    rabbitmq_tls "$place" >>"$home/rabbitmq.conf"
    cat >"$home/environment" <<END
HOME=$home/home
PATH=$PATH
LANG=C.UTF-8
ERL_EPMD_PORT=$epmd
ERL_EPMD_ADDRESS=127.0.0.1
RABBITMQ_NODENAME=guichet@localhost
RABBITMQ_CONF_ENV_FILE=$home/env.conf
RABBITMQ_CONFIG_FILE=$home/rabbitmq.conf
RABBITMQ_ADVANCED_CONFIG_FILE=$home/advanced.config
RABBITMQ_ENABLED_PLUGINS_FILE=$home/enabled_plugins
RABBITMQ_MNESIA_BASE=$home/data
RABBITMQ_LOG_BASE=$home/log
RABBITMQ_DIST_PORT=$dist
RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=+S 2:2 -kernel inet_dist_use_interface {127,0,0,1}
RABBITMQ_CTL_ERL_ARGS=-kernel inet_dist_use_interface {127,0,0,1}
END
    # What `GUICHET_RABBITMQCTL` names: speaks to this broker, whoever calls it.
    {
        printf '#!/usr/bin/env bash\n# Made at every start.\nmapfile -t settings <%q\n' "$home/environment"
        printf 'exec env -i "${settings[@]}" %q "$@"\n' "$rabbitmq_sbin/rabbitmqctl"
    } >"$home/rabbitmqctl"
    chmod 700 "$home/rabbitmqctl"
}

rabbitmq_lives() { lives "$1/rabbitmq/pid"; }
# Does it serve? Its listener opens at the end of the start.
rabbitmq_ready() { rabbitmq_lives "$1" && (exec 3<>"/dev/tcp/127.0.0.1/$(cat "$1/rabbitmq/port")") 2>/dev/null; }

# Starts it and returns at once; rabbitmq_wait waits.
rabbitmq_start() {
    local place=$1 home="$1/rabbitmq" settings
    if rabbitmq_lives "$place"; then return; fi
    forget "$home/pid"
    rabbitmq_configure "$place"
    mapfile -t settings <"$home/environment"
    mkdir -p "$home/log"
    if ! lives "$home/epmd.pid"; then
        (close_inherited && cd "$home" && exec setsid env -i "${settings[@]}" epmd) </dev/null >>"$home/log/start.log" 2>&1 &
        remember "$home/epmd.pid" $!
    fi
    # `detached` makes the script become the server instead of guarding it, so that $! is the server.
    (close_inherited && cd "$home" && exec setsid env -i "${settings[@]}" detached=yes "$rabbitmq_sbin/rabbitmq-server") \
        </dev/null >>"$home/log/start.log" 2>&1 &
    remember "$home/pid" $!
}

rabbitmq_wait() {
    local place=$1 until=$(($(now_ms) + 120000))
    until rabbitmq_ready "$place"; do
        rabbitmq_lives "$place" || { tail -n 20 "$place/rabbitmq/log/start.log" >&2; give_up 69 "RabbitMQ did not start; see $place/rabbitmq/log"; }
        [ "$(now_ms)" -lt "$until" ] || give_up 69 "RabbitMQ is not up after 120 s; see $place/rabbitmq/log"
        sleep 0.1
    done
}

rabbitmq_stop() {
    local home="$1/rabbitmq"
    tell "$home/pid" TERM
    gone "$home/pid" 30000 || { tell "$home/pid" KILL; gone "$home/pid" 5000 || true; }
    tell "$home/epmd.pid" TERM
    gone "$home/epmd.pid" 3000 || { tell "$home/epmd.pid" KILL; gone "$home/epmd.pid" 3000 || true; }
}
