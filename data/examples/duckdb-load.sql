-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- Loads what explain-captures.sh wrote as ndjson into DuckDB (1.0 or later), all of it or nothing; a table of an
-- earlier load is replaced. In the folder that has the folder "results":
--
--     duckdb sip.db <duckdb-load.sql

create or replace table responses as
    select *, to_timestamp(time) at time zone 'UTC' as utc
    from read_ndjson('results/**/*.ndjson', columns = {
        file: 'varchar', frame: 'bigint', time: 'double', source: 'varchar', source_port: 'integer',
        destination: 'varchar', destination_port: 'integer', transport: 'varchar', call_id: 'varchar', cseq: 'bigint',
        method: 'varchar', "from": 'varchar', "to": 'varchar', user_agent: 'varchar', response_ms: 'bigint',
        code: 'integer', phrase: 'varchar', phrase_received: 'varchar', class: 'integer', outcome: 'varchar',
        quoted: 'boolean', summary: 'varchar', finding: 'varchar[]', certainty: 'varchar[]',
        related_frame: 'bigint[]', diagnosis: 'varchar', evidence: 'varchar[]', remedy: 'varchar[]',
        cause: 'varchar[]', reference: 'varchar', "reason.protocol": 'varchar[]', "reason.cause": 'bigint[]',
        "reason.text": 'varchar[]', "warning.code": 'integer[]', "warning.text": 'varchar[]'});

-- How each call ended: its last final response to an INVITE, whatever captures it is in.
create or replace view calls as
    select distinct on (call_id) call_id, utc, "from", "to", source, code, outcome, finding, summary, file, frame
    from responses
    where method = 'INVITE' and code >= 200 and outcome is distinct from 'challenge' and quoted is not true
    order by call_id, time desc, file, frame;
