-- Whether others of the grid may be shown that there is a request of this category (疑似重复); the district decides, `categories.csv`.
alter table category add column shareable boolean not null default false;

-- How many follow a request (我也遇到), kept beside the rows; and the request that this one says has come back (又坏了).
alter table request add column followers integer not null default 0;
alter table request add column again_of uuid;

-- 我也遇到: whoever follows somebody else's request instead of filing the same. They have no part in it.
create table request_follower (
  district_id integer not null,
  request_id uuid not null,
  account_id uuid not null,
  followed_at timestamptz not null,
  primary key (district_id, request_id, account_id),
  foreign key (district_id, request_id) references request (district_id, id),
  foreign key (district_id, account_id) references account (district_id, id)
);
create index request_follower_mine on request_follower (district_id, account_id, followed_at desc, request_id desc);
