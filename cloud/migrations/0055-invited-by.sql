-- Which contact of an organisation (驻区单位) made an invitation: those of one who is ended by another are void. Null: of an earlier version.
alter table organisation_contact add column invited_by uuid;
