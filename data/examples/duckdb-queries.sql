-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- duckdb sip.db <duckdb-queries.sql

-- The worst causes: what failed most calls, registrations and other requests
select coalesce(finding[1], code::varchar) as cause, summary, count(distinct call_id) as calls,
       strftime(min(utc), '%Y-%m-%d %H:%M') as first, strftime(max(utc), '%Y-%m-%d %H:%M') as last
from responses
where (outcome in ('failure', 'server failure') or outcome is null and finding is not null) and quoted is not true
group by 1, 2 order by calls desc, cause, summary limit 10;

-- Next hops and trunks: who answered calls, and how many of them with a failure
select source, count(*) as calls, count(*) filter (where outcome in ('failure', 'server failure')) as failed,
       round(100.0 * count(*) filter (where outcome in ('failure', 'server failure')) / count(*), 1) as percent,
       mode(summary) filter (where outcome in ('failure', 'server failure')) as mostly
from calls group by source order by failed desc, source limit 10;

-- Each hour: ratios after RFC 6076 (SER answered; SEER answered, busy, declined or away; ISA overload and time-out)
select strftime(date_trunc('hour', utc), '%Y-%m-%d %H:%M') as hour, count(*) as calls,
       round(100.0 * count(*) filter (where code // 100 = 2) / count(*) filter (where code // 100 <> 3), 1) as ser,
       round(100.0 * count(*) filter (where code // 100 = 2 or code in (480, 486, 600, 603))
             / count(*) filter (where code // 100 <> 3), 1) as seer,
       round(100.0 * count(*) filter (where code in (408, 500, 503, 504)) / count(*), 1) as isa
from calls group by date_trunc('hour', utc) order by date_trunc('hour', utc);

-- Accounts whose credentials are refused, and from where they come
select "from" as account, destination as client, source as server, count(distinct call_id) as times,
       strftime(max(utc), '%Y-%m-%d %H:%M') as last
from responses where list_contains(finding, 'auth-refused')
group by 1, 2, 3 order by times desc, account, client, server limit 10;

-- The slowest servers: milliseconds to the final response, but to INVITE, for which a person is waited for
select source, count(*) as responses, quantile_disc(response_ms, 0.5) as median,
       quantile_disc(response_ms, 0.95) as "95 %", max(response_ms) as slowest
from responses where code >= 200 and method <> 'INVITE' and response_ms is not null and quoted is not true
group by source order by slowest desc, source limit 10;
