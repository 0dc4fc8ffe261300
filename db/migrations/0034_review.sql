-- The officers' work on claims: where one stands, every step with its words, what is asked for, who looked and why; the
-- same thing stated twice; half-written claims; and news of a claim beside those of messages.

alter table claim
  -- where it stands while it is not withdrawn
  add column stage text not null default 'submitted'
    check (stage in ('submitted', 'deficient', 'checked', 'accepted', 'partly', 'solved')),
  -- how much the current version leaves unsaid; null until that was counted
  add column missing smallint check (missing >= 0);
create index claim_stage on claim (case_id, stage, receipt_no);
create index claim_uncounted on claim (id) where missing is null and state = 'submitted';

-- What was done with a claim, in order: by an officer, or by the claimant. `version` is the one it speaks of.
create table claim_step (
  claim_id uuid not null references claim (id),
  no integer not null check (no > 0),
  act text not null check (act in (
    'ask', 'answer', 'check', 'accept', 'solve_partly', 'solve', 'reopen', 'amend')),
  stage text not null check (stage in ('submitted', 'deficient', 'checked', 'accepted', 'partly', 'solved')),
  version integer not null,
  words text not null default '' check (char_length(words) <= 1000),
  -- the day in Seoul until which what is asked for is wanted
  due_on date,
  member_id uuid not null references member (id),
  at timestamptz not null default clock_timestamp(),
  primary key (claim_id, no),
  foreign key (claim_id, version) references claim_version (claim_id, version) deferrable initially deferred,
  constraint claim_step_due check ((act = 'ask') = (due_on is not null))
);
create index claim_step_member on claim_step (member_id);

-- One thing that is missing, in a sentence, and what the claimant said to it.
create table claim_deficiency (
  claim_id uuid not null,
  ask_no integer not null,
  no smallint not null check (no > 0),
  -- the field of the form it is about, '' for none
  field text not null default '' check (char_length(field) <= 60),
  words text not null check (char_length(words) <= 600),
  answer text not null default '' check (char_length(answer) <= 2000),
  primary key (claim_id, ask_no, no),
  foreign key (claim_id, ask_no) references claim_step (claim_id, no)
);

-- An officer looked at a member's claim, and why.
create table claim_view (
  id uuid primary key default gen_random_uuid(),
  claim_id uuid not null references claim (id),
  member_id uuid not null references member (id),
  reason text not null check (char_length(reason) between 1 and 300),
  at timestamptz not null default now()
);
create index claim_view_claim on claim_view (claim_id, member_id, at desc);
create index claim_view_member on claim_view (member_id);

grant select, insert, update on claim_step, claim_deficiency to moa_app;
grant select, insert, delete on claim_view to moa_app;

-- News of a claim reach the list of notifications beside those of messages; they belong to no channel.
alter table notification
  alter column channel_id drop not null,
  alter column message_id drop not null,
  add column claim_id uuid references claim (id),
  drop constraint notification_kind_check,
  add constraint notification_kind_check check (kind in ('mention', 'reply', 'notice', 'claim_asked', 'claim_moved')),
  drop constraint notification_for_whom,
  add constraint notification_for_whom check ((kind = 'notice') = (member_id is null)),
  add constraint notification_about check (
    num_nonnulls(message_id, claim_id) = 1 and (message_id is null) = (channel_id is null)),
  drop constraint notification_message_id_member_id_key;
create unique index notification_once on notification (message_id, member_id) nulls not distinct
  where message_id is not null;
create index notification_of_claim on notification (member_id, at) where claim_id is not null;
create index notification_claim on notification (claim_id) where claim_id is not null;

-- The same thing stated twice in a case is found by keyed indexes; what an officer decided about it is kept.
alter table claim_index drop constraint claim_index_kind_check;
alter table claim_index add constraint claim_index_kind_check
  check (kind in ('order', 'phone', 'email', 'approval', 'account', 'business'));

-- Two claims that are different matters, whatever they have in common; the smaller id first.
create table claim_apart (
  claim_id uuid not null references claim (id),
  other_id uuid not null references claim (id),
  decided_by uuid not null references member (id),
  decided_at timestamptz not null default now(),
  primary key (claim_id, other_id),
  constraint claim_apart_ordered check (claim_id < other_id)
);
create index claim_apart_other on claim_apart (other_id);
create index claim_apart_officer on claim_apart (decided_by);

-- A claim that an officer would see withdrawn in favour of another; it is, after `until` (a day in Seoul) or when its
-- claimant agrees, unless they object.
create table claim_merge (
  id uuid primary key default gen_random_uuid(),
  claim_id uuid not null references claim (id),
  into_id uuid not null references claim (id),
  why text not null check (char_length(why) <= 600),
  until date not null,
  state text not null default 'proposed' check (state in ('proposed', 'objected', 'done', 'dropped')),
  objection text not null default '' check (char_length(objection) <= 1000),
  proposed_by uuid not null references member (id),
  proposed_at timestamptz not null default clock_timestamp(),
  decided_at timestamptz,
  constraint claim_merge_of_two check (claim_id <> into_id),
  constraint claim_merge_decided check ((state = 'proposed') = (decided_at is null))
);
create unique index claim_merge_open on claim_merge (claim_id) where state = 'proposed';
create index claim_merge_claim on claim_merge (claim_id, proposed_at desc);
create index claim_merge_into on claim_merge (into_id);
create index claim_merge_officer on claim_merge (proposed_by);
create index claim_merge_due on claim_merge (until) where state = 'proposed';

grant select, insert, delete on claim_apart to moa_app;
grant select, insert, update on claim_merge to moa_app;
alter table notification drop constraint notification_kind_check;
alter table notification add constraint notification_kind_check
  check (kind in ('mention', 'reply', 'notice', 'claim_asked', 'claim_moved', 'claim_merging'));

-- A half-written claim, as typed and without who somebody is, sealed with the case's key: `form` says which side's next
-- one, or which claim's change. `version` tells two tabs apart; what the older one wrote is kept beside and offered.
-- `filing` is the client_id it would be filed under: once a claim has it, what is left here is of no use.
create table claim_unsent (
  member_id uuid not null references member (id),
  form text not null check (char_length(form) between 1 and 60),
  filing uuid,
  version integer not null default 1 check (version > 0),
  sealed bytea not null check (octet_length(sealed) <= 400000),
  other bytea check (octet_length(other) <= 400000),
  saved_at timestamptz not null default now(),
  primary key (member_id, form)
);
create index claim_unsent_age on claim_unsent (saved_at);
grant select, insert, update, delete on claim_unsent to moa_app;
