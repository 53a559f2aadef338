-- When the requester urged (催一下) a request, until somebody who works on it has said something.
alter table request add column urged_at timestamptz;
