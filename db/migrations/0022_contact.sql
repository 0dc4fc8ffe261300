-- Contact log: every try to reach the company, and every time it reached the member. A member's own; others see sums.

create table contact (
  id uuid primary key,
  case_id uuid not null references "case" (id),
  member_id uuid not null references member (id),
  version integer not null default 1 check (version > 0),
  made_at timestamptz not null default now(),
  removed_at timestamptz
);
create index contact_member on contact (member_id, made_at desc) where removed_at is null;
create index contact_case on contact (case_id) where removed_at is null;

-- What was stated; a correction is a further version. happened_at is a day's start in Seoul when only the day is known.
-- The salt keeps short entries from being guessed from the ledger's hash once they are erased.
create table contact_version (
  contact_id uuid not null references contact (id) on delete cascade,
  version integer not null check (version > 0),
  -- made by the form when it opens, so that sending twice makes one version
  client_id uuid not null,
  channel text not null check (channel in ('phone', 'sms', 'mail', 'kakao', 'platform', 'visit')),
  direction text not null check (direction in ('out', 'in')),
  outcome text not null check (outcome in ('answered', 'unanswered', 'waiting')),
  happened_at timestamptz not null,
  day_only boolean not null,
  whom text not null default '' check (char_length(whom) <= 80),
  gist text not null default '' check (char_length(gist) <= 1000),
  reply text check (reply in ('agreed', 'refused', 'none')),
  evidence_id uuid references evidence (id) on delete set null,
  claim_id uuid references claim (id),
  salt bytea not null check (octet_length(salt) = 16),
  made_at timestamptz not null default now(),
  primary key (contact_id, version),
  unique (contact_id, client_id),
  -- who was called up has been reached, and only they were asked something
  constraint contact_incoming check (direction = 'out' or outcome = 'answered'),
  constraint contact_reply check (reply is null or outcome = 'answered')
);
create index contact_version_evidence on contact_version (evidence_id) where evidence_id is not null;
create index contact_version_claim on contact_version (claim_id) where claim_id is not null;
alter table contact add constraint contact_current_version
  foreign key (id, version) references contact_version (contact_id, version) deferrable initially deferred;

grant select, insert, update, delete on contact to moa_app;
-- Never updated; goes with its entry when the person is erased.
grant select, insert on contact_version to moa_app;

-- One document, many witnesses: what the shop sent to everybody exists once in a case. sha256 is that of the copy it was
-- proposed from.
create table document (
  id uuid primary key,
  case_id uuid not null references "case" (id),
  made_by uuid not null references member (id),
  kind text not null check (kind in ('mail', 'sms', 'kakao', 'notice', 'paper')),
  title text not null check (char_length(title) between 1 and 160),
  sender text not null default '' check (char_length(sender) <= 80),
  sent_on date not null,
  sha256 bytea check (octet_length(sha256) = 32),
  made_at timestamptz not null default now(),
  removed_at timestamptz
);
create index document_case on document (case_id, sent_on) where removed_at is null;
create unique index document_copy on document (case_id, sha256) where removed_at is null and sha256 is not null;
create index document_maker on document (made_by);

create table document_witness (
  document_id uuid not null references document (id),
  member_id uuid not null references member (id),
  received_on date not null,
  sha256 bytea check (octet_length(sha256) = 32),
  evidence_id uuid references evidence (id) on delete set null,
  at timestamptz not null default now(),
  primary key (document_id, member_id)
);
create index document_witness_member on document_witness (member_id);
create index document_witness_evidence on document_witness (evidence_id) where evidence_id is not null;

grant select, insert, update on document to moa_app;
grant select, insert, update, delete on document_witness to moa_app;
