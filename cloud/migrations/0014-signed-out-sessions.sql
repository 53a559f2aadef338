-- A session its owner ended, here or from another device: what holds it must not sign in again by itself.
alter table session add column signed_out boolean not null default false;
