-- Counts per district that every process shares: wrong codes and failed sign-ins within some minutes, and what an account did today.
create table tally (
  district_id integer not null,
  kind text not null,                       -- what is counted: `wrong:POST /v1/staff-bindings`, `daily:messages`
  subject text not null,                    -- whose: an account's id, or a keyed hash of an address and what was tried
  count integer not null,
  until_at timestamptz not null,            -- when counting begins again; later the row is swept
  primary key (district_id, kind, subject)
);
create index tally_over on tally (district_id, until_at);

-- Jobs that were given up, counted by /metrics, without reading the table through.
create index outbox_failed on outbox (district_id) where done_at is null and failed_at is not null;
