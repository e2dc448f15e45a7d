# shellcheck shell=bash
# The Debian and Ubuntu packages that Guichet is built and run with. Sourced after place.sh.

packages_to_build=(
    libc6-dev pkg-config librabbitmq-dev libpq-dev libssl-dev libcurl4-openssl-dev libgmime-3.0-dev libnftables-dev
    libqpdf-dev poppler-utils
)

package_there() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Runs a command as root: directly, or through sudo.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; return; fi
    command -v sudo >/dev/null || give_up 69 "these packages are missing, and there is no sudo; as root: apt-get install ${missing[*]}"
    sudo "$@"
}

# Installs what is missing, and leaves no service running that its packages would start.
# Usage: packages_install [servers] [PACKAGE…]; `servers` adds RabbitMQ and PostgreSQL.
packages_install() {
    local package missing=() disable=()
    [ -e /proc/self/stat ] || give_up 69 "Guichet's scripts run on Linux only"
    for package in "${packages_to_build[@]}" "$@"; do
        case "$package" in
            servers)
                [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || { missing+=(rabbitmq-server); disable+=(rabbitmq-server); }
                [ -n "$(postgres_bin)" ] || { missing+=(postgresql); disable+=(postgresql); }
                ;;
            *) package_there "$package" || missing+=("$package") ;;
        esac
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    command -v apt-get >/dev/null || give_up 69 "missing: ${missing[*]} (Debian's names); install them, then run this again"
    say "installing ${missing[*]}"
    local held=no
    if [ ! -e /usr/sbin/policy-rc.d ]; then
        # Debian's own way of saying: install, but start nothing.
        printf '#!/bin/sh\nexit 101\n' | as_root tee /usr/sbin/policy-rc.d >/dev/null \
            || give_up 69 "cannot become root to install ${missing[*]}"
        as_root chmod 755 /usr/sbin/policy-rc.d
        held=yes
    fi
    local done=yes
    { as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"; } \
        >&2 || done=no
    [ "$held" = no ] || as_root rm -f /usr/sbin/policy-rc.d
    [ "$done" = yes ] || give_up 69 "apt-get could not install ${missing[*]}; its messages are above"
    if [ -d /run/systemd/system ] && [ "${#disable[@]}" -gt 0 ]; then as_root systemctl disable --quiet "${disable[@]}" >&2 || true; fi
}

# Swift itself comes from its makers, not from Debian.
swift_there() {
    local folder
    for folder in "${HOME:-/root}/.local/share/swiftly/bin" /opt/swift/usr/bin /usr/local/swift/usr/bin; do
        command -v swift >/dev/null && break
        [ ! -x "$folder/swift" ] || PATH="$folder:$PATH"
    done
    command -v swift >/dev/null || give_up 69 "Swift 6.2 or later is missing; install it with swiftly or from swift.org/install, then run this again"
}
