-- Which proposal (转为诉求) the request was filed of, on the system's message that says so: a proposal is answered once.
alter table message add column answers uuid;
create index message_proposals on message (district_id, conversation_id, seq) where kind = 'proposal';
create unique index message_answers on message (district_id, conversation_id, answers) where answers is not null;

-- Earlier versions kept no tie: a request answers the last proposal before it that has its category, unless another one does already.
update message as said set answers = tied.proposal
from (
  select distinct on (filed.district_id, filed.conversation_id, proposed.id)
    filed.district_id, filed.conversation_id, filed.seq, proposed.id as proposal
  from message as filed
  join request on request.district_id = filed.district_id and request.id = filed.request_id
  cross join lateral (
    select id, proposal from message
    where district_id = filed.district_id and conversation_id = filed.conversation_id and kind = 'proposal' and seq < filed.seq
    order by seq desc limit 1
  ) as proposed
  where filed.kind = 'system' and filed.request_id is not null and proposed.proposal ->> 'categoryCode' = request.category_code
  order by filed.district_id, filed.conversation_id, proposed.id, filed.seq
) as tied
where said.district_id = tied.district_id and said.conversation_id = tied.conversation_id and said.seq = tied.seq;
