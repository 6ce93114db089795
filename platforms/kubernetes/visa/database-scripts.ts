const WAIT_FOR_SERVER = `until pg_isready --quiet; do
  echo 'waiting for the database server'
  sleep 3
done`;

/**
 * An empty database gets its tables from the API server, complete: its migrations are only noted as done. To run them
 * there would fail, as two of them make what the server makes too (a sequence, a role with a unique name).
 */
export const MIGRATE_SCRIPT = `set -eu
${WAIT_FOR_SERVER}
sql() { psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --command "$1"; }
if [ -n "$(sql "select to_regclass('instance')")" ]; then
  dbmate --no-dump-schema --migrations-dir /migrations migrate
else
  sql 'create table if not exists schema_migrations (version varchar primary key)'
  for file in /migrations/*.sql; do
    name=\${file##*/}
    sql "insert into schema_migrations values ('\${name%%_*}') on conflict do nothing"
  done
  echo 'empty database: the API server makes its tables'
fi
`;

/** Lets the API server start when every migration of its version is applied, or noted as done. */
export const AWAIT_SCRIPT = `set -eu
${WAIT_FOR_SERVER}
until dbmate --migrations-dir /migrations status --exit-code; do
  echo 'waiting for the job that migrates the database'
  sleep 5
done
`;

/** The API server makes the tables and the roles when it starts for the first time. */
export const CONTENT_SCRIPT = `set -eu
${WAIT_FOR_SERVER}
sql() { psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 "$@"; }
until [ -n "$(sql --command "select to_regclass('role')")" ] && [ -n "$(sql --command "select 1 from role where name = 'ADMIN'")" ] &&
  [ -n "$(sql --command "select 1 from protocol where name = 'JUPYTER'")" ]; do
  echo 'waiting for the API server to make its tables'
  sleep 5
done
sql --set "content=$VISA_CONTENT" --file /scripts/content.sql
`;

/**
 * Adds what is missing and takes nothing away: administrators go on in VISA's own pages. An administrator's name is what the
 * attribute provider gives as user id.
 */
export const CONTENT_SQL = `begin;

create temporary table content on commit drop as select :'content'::jsonb as c;

insert into users (id, last_name, instance_quota)
select a, a, (c ->> 'quota')::int from content, jsonb_array_elements_text(c -> 'administrators') as a
on conflict (id) do nothing;

insert into user_role (user_id, role_id)
select a, role.id from role, content, jsonb_array_elements_text(c -> 'administrators') as a
where role.name = 'ADMIN' and not exists (select from user_role r where r.user_id = a and r.role_id = role.id);

insert into security_group (name)
select g from content, jsonb_array_elements_text(c -> 'securityGroups') as g
where not exists (select from security_group s where s.name = g);

insert into flavour (name, memory, cpu, compute_id, deleted)
select f ->> 'name', (f ->> 'memoryMebibytes')::int, (f ->> 'cores')::real, f ->> 'id', false
from content, jsonb_array_elements(c -> 'flavors') as f
where not exists (select from flavour v where v.compute_id = f ->> 'id');

insert into image (name, icon, compute_id, deleted, visible)
select i ->> 'name', 'debian.png', i ->> 'id', false, true
from content, jsonb_array_elements(c -> 'images') as i
where not exists (select from image m where m.compute_id = i ->> 'id');

insert into image_protocol (image_id, protocol_id)
select m.id, p.id from image m, protocol p, content
where p.name in ('RDP', 'GUACD', 'JUPYTER')
  and m.compute_id in (select i ->> 'id' from jsonb_array_elements(c -> 'images') as i)
  and not exists (select from image_protocol x where x.image_id = m.id);

insert into plan (image_id, flavour_id, preset)
select m.id, v.id, false from image m, flavour v, content
where m.compute_id in (select i ->> 'id' from jsonb_array_elements(c -> 'images') as i)
  and v.compute_id in (select f ->> 'id' from jsonb_array_elements(c -> 'flavors') as f)
  and not exists (select from plan x where x.image_id = m.id and x.flavour_id = v.id);

commit;
`;
