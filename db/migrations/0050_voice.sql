-- The respondent's voice (업체): an account tied to one respondent, after the host sent a code to a contact known from
-- elsewhere and the company gave its business number with it. It is no member: it reads and writes nothing but this.

create table voice (
  id uuid primary key,
  case_id uuid not null references "case" (id),
  respondent_id uuid not null,
  -- how the code was sent, and to which published contact of the company
  means text not null check (means in ('phone', 'mail', 'post', 'visit')),
  sent_to text not null check (char_length(sent_to) between 1 and 400),
  business_number char(10) not null check (business_number ~ '^[0-9]{10}$'),
  code_hash bytea not null unique,
  issued_by uuid not null references member (id),
  issued_at timestamptz not null default now(),
  account_id uuid references account (id) on delete set null,
  verified_at timestamptz,
  revoked_at timestamptz,
  unique (id, case_id),
  foreign key (respondent_id, case_id) references respondent (id, case_id)
);
create index voice_case on voice (case_id, issued_at);
create index voice_respondent on voice (respondent_id);
create index voice_officer on voice (issued_by);
create unique index voice_account on voice (case_id, account_id) where account_id is not null and revoked_at is null;
create index voice_of_account on voice (account_id) where account_id is not null;

-- What it says to everybody; each version stays.
create table voice_statement (
  id uuid primary key,
  voice_id uuid not null,
  case_id uuid not null,
  version integer not null default 1 check (version > 0),
  made_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  foreign key (voice_id, case_id) references voice (id, case_id)
);
create index voice_statement_case on voice_statement (case_id, made_at desc);
create index voice_statement_voice on voice_statement (voice_id);
create table voice_statement_version (
  statement_id uuid not null references voice_statement (id),
  version integer not null check (version > 0),
  body text not null check (char_length(body) between 1 and 4000),
  made_at timestamptz not null default now(),
  primary key (statement_id, version)
);

-- What it says of one order, found by the keyed index that the claims of the case have too. The number itself is kept
-- nowhere: whoever answers learns of nobody who claims. The newest answer to an order counts, the others stay.
create table voice_answer (
  id uuid not null,
  no integer not null check (no > 0),
  voice_id uuid not null,
  case_id uuid not null,
  order_index bytea not null,
  answer text not null check (answer in ('ships', 'ships_not', 'unsettled', 'refunded', 'unknown')),
  note text not null default '' check (char_length(note) <= 600),
  made_at timestamptz not null default clock_timestamp(),
  primary key (id, no),
  foreign key (voice_id, case_id) references voice (id, case_id)
);
create index voice_answer_order on voice_answer (case_id, order_index, made_at desc);
create index voice_answer_voice on voice_answer (voice_id, made_at desc);

grant select, insert, update on voice, voice_statement to moa_app;
grant select, insert on voice_statement_version, voice_answer to moa_app;

-- Whose order was answered is told.
alter table notification drop constraint notification_kind_check;
alter table notification add constraint notification_kind_check check (
  kind in ('mention', 'reply', 'notice', 'claim_asked', 'claim_moved', 'claim_merging', 'claim_answered',
    'evidence_infected'));
