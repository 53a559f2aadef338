import { readMigrations } from './migrate'
import { breachesOf } from './portability'

test('every migration can be distributed by district and runs on PostgreSQL 15', async () => {
  const migrations = await readMigrations()
  expect(Object.keys(migrations).length).toBeGreaterThan(0)
  const breaches = Object.entries(migrations).flatMap(([name, text]) => breachesOf(text).map((breach) => ({ name, ...breach })))
  expect(breaches).toEqual([])
})

test.each([
  ['a primary key of its own', 'create table t (district_id integer not null, id uuid not null, primary key (id));', 'primary key (id)'],
  [
    'a primary key beside its column',
    'create table t (district_id integer not null,\n id uuid primary key);',
    'a key beside a column: id uuid primary key)',
  ],
  [
    'a unique key across districts',
    'create table t (district_id integer not null, a text, unique (a, district_id));',
    'unique (a, district_id)',
  ],
  [
    'a foreign key across districts',
    'create table t (district_id integer not null, a text, foreign key (a) references s (id));',
    'foreign key (a)',
  ],
  [
    'a foreign key beside its column',
    'create table t (district_id integer not null,\n a text references s (id));',
    'a key beside a column: a text references s (id))',
  ],
  ['an exclusion across districts', 'alter table t add exclude using gist (during with &&);', 'exclude using gist (during with &&)'],
  ['a unique index across districts', 'create unique index i on t (a) where b;', 'unique index (a)'],
  ['a table without district', 'create table t (a text);', 'no district_id integer not null'],
  ['a trigger', 'create trigger t before insert on s execute function f();', 'triggers are not supported on distributed tables'],
  ['a sequence', 'create table t (district_id integer not null, n bigserial);', 'ids are made in the application, never by a sequence'],
  [
    'a newer PostgreSQL',
    'create table t (district_id integer not null, id uuid default uuidv7());',
    'uuidv7() and uuidv4() are PostgreSQL 18',
  ],
])('%s is found', (_, migration, says) => {
  expect(breachesOf(migration).map((breach) => breach.says)).toContain(says)
})
