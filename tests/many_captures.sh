#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Reads many captures as data/manual/many-captures.md tells: on two machines (both are this one, by ssh), killed in
# the middle and taken up again; then on the cores of this machine. What came of it must be the same, and is loaded
# into PostgreSQL and ClickHouse. The servers for that have their files in a folder of its own, and can be reached
# from this machine alone.
#
# usage: many_captures.sh BUILD-FOLDER [NUMBER OF CAPTURES [FOLDER]]
#
# With a third argument, the captures, the results and the output of the queries are kept there.

set -eu -o pipefail
. "$(dirname "$0")/lib.sh"

build=$(cd "$1" && pwd)
number=${2:-200}
keep=${3:-}

install_packages "${test_packages[@]}" openssh-client
install_service openssh-server ssh
install_service postgresql postgresql
clickhouse=
# Debian 13 has none.
if apt-cache show clickhouse-server >/dev/null 2>&1; then
    install_service clickhouse-server clickhouse-server
    install_packages clickhouse-client
    clickhouse=1
fi

folder=$(stage "$build")
home=$folder/home
lean_data "$folder/data"
environment=(LC_ALL=C.UTF-8 WIRESHARK_PLUGIN_DIR="$folder/plugins" WIRESHARK_DATA_DIR="$folder/data" PATH="$PATH")

# Runs a command as the user whom tshark takes the plugin from.
user() {
    (cd "$home" && unprivileged "$home" "${environment[@]}" "$@")
}

# The processes that the user has.
processes() {
    grep -alF "WIRESHARK_PLUGIN_DIR=$folder/" /proc/[0-9]*/environ 2>/dev/null | cut -d / -f 3
}

kill_all() {
    local left

    while mapfile -t left < <(processes) && [ ${#left[@]} -gt 0 ]; do
        # Some may have ended by themselves.
        kill -KILL "${left[@]}" 2>/dev/null || true
    done
}

sshd=
finish() {
    [ -z "$sshd" ] || kill "$sshd"
    kill_all
    rm -rf "$folder"
}
trap finish EXIT

fail() {
    echo "many_captures.sh: $*" >&2
    exit 1
}

# Waits until a command succeeds, so many seconds at most.
# until_true SECONDS COMMAND...
until_true() {
    local end=$((SECONDS + $1))

    while [ $SECONDS -lt $end ]; do
        ! "${@:2}" >/dev/null 2>&1 || return 0
        sleep 0.1
    done
    fail "waited in vain, so many seconds: $*"
}

# A port that nobody listens on.
free_port() {
    /usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

say "Making $number captures"
others=()
[ ! -d "$shared/captures" ] || others=("$shared/captures")
readable=$(/usr/bin/python3 -B "$top/tests/many_captures.py" "$home/captures" "$number" "${others[@]}")
chmod -R a+rX "$home"
mkdir "$home/examples"
cp "$top"/data/examples/*.s* "$home/examples"

say "Two machines, by ssh"
# Who logs in gets what the user has.
cat >"$folder/login" <<LOGIN
#!/bin/bash
. '$top/tests/lib.sh'
cd '$home' && unprivileged '$home' $(printf '%q ' "${environment[@]}") bash -c "\$SSH_ORIGINAL_COMMAND"
LOGIN
ssh-keygen -q -t ed25519 -N '' -f "$folder/host"
ssh-keygen -q -t ed25519 -N '' -f "$home/key"
cat "$home/key.pub" >"$folder/authorized"
port=$(free_port)
cat >"$folder/sshd" <<SSHD
ListenAddress 127.0.0.1:$port
HostKey $folder/host
AuthorizedKeysFile $folder/authorized
AuthenticationMethods publickey
StrictModes no
UsePAM no
PidFile none
MaxStartups 100
ForceCommand bash $folder/login
SSHD
cat >"$home/ssh" <<SSH
Host one two
    HostName 127.0.0.1
    Port $port
    User $(id -un)
    IdentityFile $home/key
    UserKnownHostsFile $home/known
    StrictHostKeyChecking accept-new
    LogLevel ERROR
SSH
printf '%s\n' one two >"$home/machines"
[ "$(id -u)" != 0 ] || { chown nobody "$home/key" "$home"; mkdir -p /run/sshd; }
/usr/sbin/sshd -D -e -f "$folder/sshd" 2>"$folder/sshd.log" &
sshd=$!
until_true 60 user ssh -F "$home/ssh" one true
machines=(--sshloginfile "$home/machines" --ssh "ssh -F $home/ssh")

count() {
    find "$1" -name "*.$2" -printf x | wc -c
}
# When each result was written.
stamps() {
    find "$home/by-ssh" -name '*.ndjson' -printf '%i %C@\n' | sort
}
more_than_half() {
    [ "$(count "$home/by-ssh" ndjson)" -gt $((readable / 2)) ]
}

explain() {
    user bash examples/explain-captures.sh "$@"
}

explain ndjson captures by-ssh "${machines[@]}" >/dev/null 2>&1 &
run=$!
until_true $((120 + 2 * number)) more_than_half
kill_all
! wait $run || fail "the run came to its end before it was killed"
[ "$(count "$home/by-ssh" ndjson)" -lt "$readable" ] || fail "there was nothing left to do for a second run"
stamps >"$folder/before"
echo "Killed after $(count "$home/by-ssh" ndjson) of $readable"
! explain ndjson captures by-ssh "${machines[@]}" || fail "captures that cannot be read passed for others"
stamps >"$folder/after"
[ -z "$(comm -23 "$folder/before" "$folder/after")" ] || fail "results that were complete were written again"
[ "$(count "$home/by-ssh" ndjson)" = "$readable" ] || fail "$(count "$home/by-ssh" ndjson) results, not $readable"

say "The cores of this machine"
begin=$(date +%s)
! explain tsv captures by-cores || fail "captures that cannot be read passed for others"
echo "$(($(date +%s) - begin)) s"
[ "$(count "$home/by-cores" tsv)" = "$readable" ] || fail "$(count "$home/by-cores" tsv) results, not $readable"

# File, frame and code of each line, in both forms.
find "$home/by-ssh" -name '*.ndjson' -exec cat {} + |
    jq -r '[(.file | if test("^[=+@'"'"'-]") then "'"'"'" + . else . end), .frame, .code] | @tsv' |
    LC_ALL=C sort >"$folder/ssh.lines"
find "$home/by-cores" -name '*.tsv' -exec tail -q -n +2 {} + | cut -f 1,2,16 | LC_ALL=C sort >"$folder/cores.lines"
cmp "$folder/ssh.lines" "$folder/cores.lines" || fail "both have not the same lines"
lines=$(wc -l <"$folder/cores.lines")
[ "$lines" -ge $((5 * readable)) ] || fail "$lines lines are too few"
echo "The same $lines lines"

say "PostgreSQL"
postgresql=$(find /usr/lib/postgresql -name initdb -printf '%h\n' | sort -V | tail -n 1)
user "$postgresql/initdb" -D database -U sip -A trust -E UTF8 >/dev/null
user "$postgresql/pg_ctl" -s -w -D database -l database.log -o "-k $home -c listen_addresses=" start
sql() {
    user env PGHOST="$home" PGUSER=sip PGDATABASE=postgres RESULTS=by-cores psql -qX "$@"
}
sql -f examples/postgresql-load.sql
[ "$(sql -At -c 'select count(*) from responses')" = "$lines" ] || fail "PostgreSQL has not all lines"
sql -v ON_ERROR_STOP=1 -P footer=off -f examples/postgresql-queries.sql | tee "$folder/postgresql.txt"
# To compare with: lines, files, calls and those with a finding.
found=$(sql -At -F $'\t' -c 'select count(*), count(distinct file), count(distinct call_id),
    count(distinct call_id) filter (where finding is not null) from responses')
user "$postgresql/pg_ctl" -s -w -D database stop

if [ -n "$clickhouse" ]; then
    say "ClickHouse"
    port=$(free_port)
    mkdir "$home/clickhouse"
    cat >"$home/clickhouse.xml" <<XML
<yandex>
    <logger><level>warning</level><log>$home/clickhouse.log</log><errorlog>$home/clickhouse.log</errorlog></logger>
    <listen_host>127.0.0.1</listen_host><tcp_port>$port</tcp_port>
    <path>$home/clickhouse/</path><tmp_path>$home/clickhouse/tmp/</tmp_path>
    <users_config>$home/clickhouse-users.xml</users_config>
    <default_profile>default</default_profile><default_database>default</default_database>
    <mark_cache_size>100000000</mark_cache_size><timezone>UTC</timezone>
</yandex>
XML
    cat >"$home/clickhouse-users.xml" <<XML
<yandex>
    <profiles><default></default></profiles>
    <users><default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile>
        <quota>default</quota></default></users>
    <quotas><default></default></quotas>
</yandex>
XML
    [ "$(id -u)" != 0 ] || chown nobody "$home/clickhouse"
    user /usr/sbin/clickhouse-server --config-file="$home/clickhouse.xml" >/dev/null 2>&1 &
    ask=(--host 127.0.0.1 --port "$port")
    until_true 60 user clickhouse-client "${ask[@]}" --query 'select 1'
    user bash examples/clickhouse-load.sh by-ssh "${ask[@]}"
    # What is not there is empty for it, and null for PostgreSQL.
    same=$(user clickhouse-client "${ask[@]}" --query "select count(), uniqExact(file),
        uniqExactIf(call_id, call_id != ''), uniqExactIf(call_id, call_id != '' and notEmpty(finding)) from responses")
    [ "$same" = "$found" ] || fail "ClickHouse has not the same: $same, not $found"
    user clickhouse-client "${ask[@]}" --multiquery --format PrettyCompactNoEscapes \
        <"$home/examples/clickhouse-queries.sql" |
        tee "$folder/clickhouse.txt"
fi

[ -z "$keep" ] || cp -r "$home/captures" "$home/by-ssh" "$home/by-cores" "$folder"/*.txt "$keep"
say "$number captures: nothing lost, nothing doubled; loaded into PostgreSQL${clickhouse:+ and ClickHouse}"
[ -n "$clickhouse" ] || echo "ClickHouse is not among the packages of this system: NOT TESTED"
