-- Two rooms of one shop become one (방 합치기): both hosts agree, the people and standing claims of the one that ends go on
-- in the one that is kept, and the other stays for its members to read. Each case's ledger stays as it is.

create table case_union (
  id uuid primary key,
  from_id uuid not null references "case" (id),
  into_id uuid not null references "case" (id),
  proposed_by uuid not null references member (id),
  proposed_at timestamptz not null default now(),
  state text not null default 'proposed' check (state in ('proposed', 'refused', 'agreed', 'done')),
  decided_by uuid references member (id),
  decided_at timestamptz,
  done_at timestamptz,
  constraint case_union_of_two check (from_id <> into_id),
  constraint case_union_decided check ((state = 'proposed') = (decided_at is null)),
  constraint case_union_done check ((state = 'done') = (done_at is not null))
);
create unique index case_union_open on case_union (from_id) where state in ('proposed', 'agreed', 'done');
create index case_union_into on case_union (into_id);
create index case_union_proposer on case_union (proposed_by);
create index case_union_decider on case_union (decided_by);

-- Where the room's people went; set when both agreed, and from then on nothing is begun in it.
alter table "case" add column kept_id uuid references "case" (id);
alter table "case" add constraint case_kept_elsewhere check (kept_id <> id);
create index case_kept on "case" (kept_id) where kept_id is not null;

-- Whom and what each became in the kept room.
create table member_carried (
  from_id uuid primary key references member (id),
  into_id uuid not null references member (id)
);
create index member_carried_into on member_carried (into_id);
create table claim_carried (
  from_id uuid primary key references claim (id),
  into_id uuid not null references claim (id)
);
create index claim_carried_into on claim_carried (into_id);

grant select, insert, update on case_union to moa_app;
grant select, insert on member_carried, claim_carried to moa_app;
