-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- Loads what explain-captures.sh wrote as tsv into PostgreSQL (12 or later), all of it or nothing:
--
--     RESULTS=results psql -f postgresql-load.sql
--
-- A table of an earlier load is replaced.

\set ON_ERROR_STOP on
set client_min_messages = warning;
begin;
drop table if exists responses cascade;
create table responses (
    file text not null, frame bigint not null, time numeric(20, 9), source text, source_port integer, destination text,
    destination_port integer, transport text, call_id text, cseq bigint, method text, "from" text, "to" text,
    user_agent text, response_ms bigint, code integer, phrase text, phrase_received text, class integer, outcome text,
    quoted boolean, summary text, finding text, certainty text, related_frame text, diagnosis text, evidence text,
    remedy text, cause text, reference text, reason_protocol text, reason_cause text, reason_text text,
    warning_code text, warning_text text);
\copy responses from program 'find "$RESULTS" -name "*.tsv" -exec tail -q -n +2 {} +' with (null '')
alter table responses add utc timestamptz generated always as (to_timestamp(time::double precision)) stored;
create index on responses (call_id);

-- How each call ended: its last final response to an INVITE, whatever captures it is in.
create view calls as
    select distinct on (call_id) call_id, utc, "from", "to", source, code, outcome, finding, summary, file, frame
    from responses
    where method = 'INVITE' and code >= 200 and outcome is distinct from 'challenge' and quoted is not true
    order by call_id, time desc, file, frame;
commit;
