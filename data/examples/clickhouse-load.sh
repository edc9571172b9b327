#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Loads what explain-captures.sh wrote as ndjson into ClickHouse (18.16 or later); a table of an earlier load is
# replaced when all is loaded.
#
# usage: clickhouse-load.sh RESULTS [OPTION OF CLICKHOUSE-CLIENT...]

set -eu -o pipefail
results=${1%/}
shift
[ -d "$results" ] || { echo "$results is not a folder" >&2; exit 2; }

# Where a number may be missing and 0 would be one, it can be null. ClickHouse reads no reason and warning: a name with
# a dot is for it a part of a table, whose parts have the same number of values.
clickhouse-client "$@" --multiquery <<'SQL'
drop table if exists responses_new;
create table responses_new (
    file String, frame UInt32, time Float64, source String, source_port UInt16, destination String,
    destination_port UInt16, transport String, call_id String, cseq UInt32, method String, `from` String, `to` String,
    user_agent String, response_ms Nullable(UInt64), code UInt16, phrase String, phrase_received String, class UInt8,
    outcome String, quoted UInt8, summary String, finding Array(String), certainty Array(String),
    related_frame Array(UInt32), diagnosis String, evidence Array(String), remedy Array(String), cause Array(String),
    reference String, utc DateTime('UTC') materialized toDateTime(time)
) engine = MergeTree partition by toYYYYMM(utc) order by (utc, call_id);
SQL
find "$results/" -name '*.ndjson' -exec cat {} + |
    clickhouse-client "$@" --input_format_skip_unknown_fields=1 --query 'insert into responses_new format JSONEachRow'
clickhouse-client "$@" --multiquery <<'SQL'
drop table if exists responses;
rename table responses_new to responses;
drop table if exists calls;
create view calls as
    select call_id, argMax(`from`, time) as from_uri, argMax(source, time) as answered_by, argMax(code, time) as final,
           argMax(outcome, time) as ended, argMax(summary, time) as why, max(utc) as ended_at
    from responses
    where method = 'INVITE' and code >= 200 and outcome != 'challenge' and quoted = 0
    group by call_id;
SQL
