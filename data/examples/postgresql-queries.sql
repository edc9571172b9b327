-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- psql -f postgresql-queries.sql

set time zone 'UTC';

\echo The worst causes: what failed most calls, registrations and other requests
select coalesce(split_part(finding, ',', 1), code::text) as cause, summary, count(distinct call_id) as calls,
       to_char(min(utc), 'YYYY-MM-DD HH24:MI') as first, to_char(max(utc), 'YYYY-MM-DD HH24:MI') as last
from responses
where (outcome in ('failure', 'server failure') or outcome is null and finding is not null) and quoted is not true
group by 1, 2 order by calls desc, cause, summary limit 10;

\echo Next hops and trunks: who answered calls, and how many of them with a failure
select source, count(*) as calls, count(*) filter (where outcome in ('failure', 'server failure')) as failed,
       round(100.0 * count(*) filter (where outcome in ('failure', 'server failure')) / count(*), 1) as percent,
       mode() within group (order by summary) filter (where outcome in ('failure', 'server failure')) as mostly
from calls group by source order by failed desc, source limit 10;

\echo Each hour: ratios after RFC 6076 (SER answered; SEER answered, busy, declined or away; ISA overload and time-out)
select to_char(date_trunc('hour', utc), 'YYYY-MM-DD HH24:MI') as hour, count(*) as calls,
       round(100.0 * count(*) filter (where class = 2) / nullif(count(*) filter (where class <> 3), 0), 1) as ser,
       round(100.0 * count(*) filter (where class = 2 or code in (480, 486, 600, 603))
             / nullif(count(*) filter (where class <> 3), 0), 1) as seer,
       round(100.0 * count(*) filter (where code in (408, 500, 503, 504)) / count(*), 1) as isa
from (select *, code / 100 as class from calls) as calls
group by date_trunc('hour', utc) order by date_trunc('hour', utc);

\echo Accounts whose credentials are refused, and from where they come
select "from" as account, destination as client, source as server, count(distinct call_id) as times,
       to_char(max(utc), 'YYYY-MM-DD HH24:MI') as last
from responses where 'auth-refused' = any (string_to_array(finding, ','))
group by 1, 2, 3 order by times desc, account, client, server limit 10;

\echo The slowest servers: milliseconds to the final response, but to INVITE, for which a person is waited for
select source, count(*) as responses, percentile_disc(0.5) within group (order by response_ms) as median,
       percentile_disc(0.95) within group (order by response_ms) as "95 %", max(response_ms) as slowest
from responses where code >= 200 and method <> 'INVITE' and response_ms is not null and quoted is not true
group by source order by slowest desc, source limit 10;
