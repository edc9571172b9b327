-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- clickhouse-client --multiquery --format PrettyCompactNoEscapes <clickhouse-queries.sql

-- The worst causes: what failed most calls, registrations and other requests
select if(empty(finding), toString(code), finding[1]) as cause, summary, uniqExact(nullIf(call_id, '')) as calls,
       min(utc) as first, max(utc) as last
from responses
where (outcome in ('failure', 'server failure') or outcome = '' and notEmpty(finding)) and quoted = 0
group by cause, summary order by calls desc, cause, summary limit 10;

-- Next hops and trunks: who answered calls, and how many of them with a failure
select answered_by, count() as calls, countIf(ended in ('failure', 'server failure')) as failed,
       round(100 * failed / calls, 1) as percent,
       arrayElement(topKIf(1)(why, ended in ('failure', 'server failure')), 1) as mostly
from calls group by answered_by order by failed desc, answered_by limit 10;

-- Each hour: ratios after RFC 6076 (SER answered; SEER answered, busy, declined or away; ISA overload and time-out)
select toStartOfHour(ended_at) as hour, count() as calls,
       round(100 * countIf(intDiv(final, 100) = 2) / countIf(intDiv(final, 100) != 3), 1) as ser,
       round(100 * countIf(intDiv(final, 100) = 2 or final in (480, 486, 600, 603))
             / countIf(intDiv(final, 100) != 3), 1) as seer,
       round(100 * countIf(final in (408, 500, 503, 504)) / count(), 1) as isa
from calls group by hour order by hour;

-- Accounts whose credentials are refused, and from where they come
select `from` as account, destination as client, source as server, uniqExact(nullIf(call_id, '')) as times, max(utc) as last
from responses where has(finding, 'auth-refused')
group by account, client, server order by times desc, account, client, server limit 10;

-- The slowest servers: milliseconds to the final response, but to INVITE, for which a person is waited for
select source, count() as responses, quantileExact(0.5)(response_ms) as median, quantileExact(0.95)(response_ms) as p95,
       max(response_ms) as slowest
from responses where code >= 200 and method != 'INVITE' and response_ms is not null and quoted = 0
group by source order by slowest desc, source limit 10;
