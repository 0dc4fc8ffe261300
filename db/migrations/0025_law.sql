-- What deadlines are reckoned from beside the claims themselves, and which reminders were given.

-- Days and answers a claimant adds to a claim. They only serve the reckoning: the statement stays as it was.
create table claim_law (
  claim_id uuid not null references claim (id),
  field text not null check (field ~ '^[a-z_]{3,30}$'),
  on_date date,
  answer boolean,
  primary key (claim_id, field),
  constraint claim_law_one_value check (num_nonnulls(on_date, answer) = 1)
);

-- Days a court or an agency set for the whole case, as its staff wrote them.
create table case_date (
  case_id uuid not null references "case" (id),
  anchor text not null check (anchor ~ '^[a-z_]{3,30}$'),
  on_date date not null,
  set_by uuid not null references member (id),
  set_at timestamptz not null default now(),
  primary key (case_id, anchor)
);

-- A reminder given to a member of a deadline some days before its day: once each, also after a crash. Without a claim it
-- is the whole case's. due_on is part of what it is: a day that was moved is reminded of anew.
create table law_reminder (
  id uuid primary key default gen_random_uuid(),
  member_id uuid not null references member (id),
  claim_id uuid references claim (id),
  rule text not null check (rule ~ '^[a-z_]{3,30}$'),
  due_on date not null,
  days_left smallint not null check (days_left in (7, 3, 1)),
  at timestamptz not null default now(),
  pushed_at timestamptz,
  unique nulls not distinct (member_id, claim_id, rule, due_on, days_left)
);
create index law_reminder_waiting on law_reminder (member_id) where pushed_at is null;
create index law_reminder_claim on law_reminder (claim_id);
create index case_date_setter on case_date (set_by);

grant select, insert, update, delete on claim_law, case_date, law_reminder to moa_app;
