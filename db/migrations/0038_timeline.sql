-- The timeline told whole: what kind of thing happened, who said it, what it rests on besides messages, what became of a
-- promise, what anybody may see, and how an entry came to stand as it does. And how the case itself stands.

alter table fact drop constraint fact_body_check;
alter table fact
  add constraint fact_body_check check (char_length(body) between 1 and 1500),
  add column kind text not null default 'other' check (kind in (
    'notice', 'statement', 'promise', 'kept', 'broken', 'silence', 'agency', 'police', 'court', 'press', 'ours', 'sign',
    'other')),
  -- which warning it is, of kind sign
  add column sign text check (sign in (
    'deep_discount', 'late_settlement', 'no_answer', 'mass_cancel', 'late_delivery', 'cash_only', 'leaving', 'site_down')),
  -- how things stood at that time, not something that happened then
  add column as_of boolean not null default false,
  add column speaker_id uuid,
  add column speaker text not null default '' check (char_length(speaker) <= 160),
  add column speaker_role text not null default '' check (char_length(speaker_role) <= 160),
  -- until when it was promised; a day's start in Seoul when only the day was
  add column due_at timestamptz,
  add column due_day_only boolean not null default false,
  add column outcome text check (outcome in ('kept', 'broken')),
  add column outcome_at timestamptz,
  -- somebody was asked what became of it
  add column asked_at timestamptz,
  add column is_public boolean not null default false,
  add column version integer not null default 1 check (version > 0),
  add constraint fact_since_1990 check (happened_at >= '1990-01-01'),
  add constraint fact_sign_of_sign check ((kind = 'sign') = (sign is not null)),
  add constraint fact_due_of_promise check (
    (due_at is null or (kind = 'promise' and due_at > happened_at - interval '1 day')) and (due_at is not null or not due_day_only)),
  add constraint fact_outcome_of_promise check (
    num_nulls(outcome, outcome_at) in (0, 2) and (outcome is null or kind = 'promise')),
  add constraint fact_public_judged check (not is_public or state <> 'claimed'),
  add constraint fact_speaker foreign key (speaker_id, case_id) references respondent (id, case_id),
  add constraint fact_in_case unique (id, case_id);
create index fact_public on fact (case_id, happened_at, id) where is_public and removed_at is null;
create index fact_speaker on fact (speaker_id) where speaker_id is not null;
create index fact_promise_open on fact (due_at)
  where kind = 'promise' and outcome is null and asked_at is null and removed_at is null and due_at is not null;

-- What each version stated: the columns of its time as JSON. Version 1 is how it was put in.
create table fact_version (
  fact_id uuid not null references fact (id) on delete cascade,
  version integer not null check (version > 0),
  client_id uuid not null,
  stated jsonb not null check (jsonb_typeof(stated) = 'object'),
  why text not null default '' check (char_length(why) <= 500),
  made_by uuid not null references member (id),
  made_at timestamptz not null default now(),
  primary key (fact_id, version),
  unique (fact_id, client_id)
);
create index fact_version_maker on fact_version (made_by);
insert into fact_version (fact_id, version, client_id, stated, made_by, made_at)
  select id, 1, id, jsonb_build_object('body', body, 'kind', kind, 'happenedAt', happened_at, 'dayOnly', day_only),
    made_by, made_at from fact;

-- Who decided what about an entry, when and why.
create table fact_ruling (
  id uuid primary key default gen_random_uuid(),
  fact_id uuid not null references fact (id) on delete cascade,
  ruling text not null check (ruling in (
    'confirmed', 'disputed', 'corrected', 'kept', 'broken', 'published', 'unpublished')),
  why text not null default '' check (char_length(why) <= 500),
  by_member uuid not null references member (id),
  at timestamptz not null default clock_timestamp()
);
create index fact_ruling_fact on fact_ruling (fact_id, at);
create index fact_ruling_by on fact_ruling (by_member);
insert into fact_ruling (fact_id, ruling, by_member, at)
  select id, state, decided_by, decided_at from fact where state <> 'claimed' and decided_by is not null;

-- What an entry rests on besides messages. The hash stays when the piece itself is erased.
create table fact_source (
  id uuid primary key,
  fact_id uuid not null references fact (id) on delete cascade,
  kind text not null check (kind in ('url', 'capture', 'evidence')),
  url text not null default '' check (char_length(url) <= 1000),
  capture_id uuid references page_capture (id) on delete set null,
  evidence_id uuid references evidence (id) on delete set null,
  sha256 bytea check (octet_length(sha256) = 32),
  added_by uuid not null references member (id),
  added_at timestamptz not null default now(),
  removed_at timestamptz,
  constraint fact_source_of_its_kind check (
    (kind = 'url') = (url <> '') and (capture_id is null or kind = 'capture') and (evidence_id is null or kind = 'evidence'))
);
create unique index fact_source_url on fact_source (fact_id, url) where kind = 'url' and removed_at is null;
create unique index fact_source_capture on fact_source (fact_id, capture_id) where capture_id is not null and removed_at is null;
create unique index fact_source_evidence on fact_source (fact_id, evidence_id) where evidence_id is not null and removed_at is null;
create index fact_source_fact on fact_source (fact_id, added_at);
create index fact_source_of_capture on fact_source (capture_id) where capture_id is not null;
create index fact_source_of_evidence on fact_source (evidence_id) where evidence_id is not null;
create index fact_source_adder on fact_source (added_by);

-- Two entries that cannot both be so: both stay in sight, flagged.
create table fact_difference (
  a_id uuid not null,
  b_id uuid not null,
  case_id uuid not null references "case" (id),
  marked_by uuid not null references member (id),
  marked_at timestamptz not null default now(),
  primary key (a_id, b_id),
  constraint fact_difference_once check (a_id < b_id),
  foreign key (a_id, case_id) references fact (id, case_id) on delete cascade,
  foreign key (b_id, case_id) references fact (id, case_id) on delete cascade
);
create index fact_difference_b on fact_difference (b_id);
create index fact_difference_case on fact_difference (case_id);
create index fact_difference_marker on fact_difference (marked_by);

-- How the case stands, as the staff read it and where. An investigation runs beside the others until it ends.
create table case_state (
  id uuid primary key,
  case_id uuid not null references "case" (id),
  state text not null check (state in (
    'normal', 'delayed', 'silent', 'closing', 'rehabilitation', 'bankruptcy', 'investigation')),
  since date not null check (since >= '1990-01-01'),
  -- a day ahead that it names: the last day of business, a meeting of creditors
  next_on date check (next_on >= since),
  source text not null check (char_length(source) between 1 and 500),
  url text not null default '' check (char_length(url) <= 1000),
  made_by uuid not null references member (id),
  made_at timestamptz not null default clock_timestamp(),
  ended_on date check (ended_on >= since),
  removed_at timestamptz
);
create index case_state_case on case_state (case_id, since desc) where removed_at is null;
create index case_state_maker on case_state (made_by);

grant select, insert, delete on fact_version, fact_difference to moa_app;
grant select, insert, update, delete on fact_ruling, fact_source to moa_app;
grant select, insert, update on case_state to moa_app;
