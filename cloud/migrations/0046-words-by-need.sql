-- When the team only said that it saw (收到) what a resident waits for an answer to; null once it answers.
alter table conversation add column acknowledged_at timestamptz;

-- 无需回复: somebody of the team said that what a resident wrote last needs no answer.
create table reply_waiver (
  district_id integer not null,
  id uuid not null,
  conversation_id uuid not null,
  seq integer not null,                 -- the message that waited
  waiting_since timestamptz not null,
  staff_code text not null,
  at timestamptz not null,
  primary key (district_id, id),
  foreign key (district_id, conversation_id) references conversation (district_id, id)
);
create unique index reply_waiver_message on reply_waiver (district_id, conversation_id, seq desc);
