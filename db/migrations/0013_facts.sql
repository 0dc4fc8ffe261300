-- What becomes of messages: facts of the timeline, kept evidence, claims. Each citation leads back to its message; another
-- person's words are taken over only once they said yes.

-- happened_at is a day's start in Seoul when only the day is known.
create table fact (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references "case" (id),
  made_by uuid not null references member (id),
  body text not null check (char_length(body) between 1 and 500),
  happened_at timestamptz not null,
  day_only boolean not null,
  state text not null default 'claimed' check (state in ('claimed', 'confirmed', 'disputed', 'corrected')),
  decided_by uuid references member (id),
  decided_at timestamptz,
  made_at timestamptz not null default now(),
  removed_at timestamptz,
  constraint fact_decided_whole check (
    num_nulls(decided_by, decided_at) in (0, 2) and (state = 'claimed' or decided_at is not null))
);
create index fact_case on fact (case_id, happened_at, id) where removed_at is null;
create index fact_maker on fact (made_by);

-- A member's own keeping; nobody else sees it.
create table evidence (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references "case" (id),
  member_id uuid not null references member (id),
  title text not null check (char_length(title) between 1 and 120),
  shows text not null default '' check (char_length(shows) <= 500),
  made_at timestamptz not null default now(),
  removed_at timestamptz
);
create index evidence_member on evidence (member_id, made_at desc) where removed_at is null;

-- sha256 is of the message as it stood when it was taken over (or asked for); body and at are its words then, and empty
-- until their author allowed it. own: the author cites themselves.
create table citation (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references "case" (id),
  message_id uuid not null references message (id),
  author_id uuid not null references member (id),
  cited_by uuid not null references member (id),
  fact_id uuid references fact (id),
  evidence_id uuid references evidence (id),
  claim_id uuid references claim (id),
  state text not null check (state in ('own', 'asked', 'given', 'refused')),
  body text check (char_length(body) <= 4000),
  sha256 bytea not null check (octet_length(sha256) = 32),
  asked_at timestamptz not null default now(),
  decided_at timestamptz,
  constraint citation_of_one check (num_nonnulls(fact_id, evidence_id, claim_id) = 1),
  constraint citation_needs_consent check (body is null or state in ('own', 'given')),
  constraint citation_own check ((state = 'own') = (author_id = cited_by)),
  constraint citation_decided check ((decided_at is not null) = (state in ('given', 'refused')))
);
create unique index citation_fact on citation (fact_id, message_id) where fact_id is not null;
create unique index citation_evidence on citation (evidence_id, message_id) where evidence_id is not null;
create unique index citation_claim on citation (claim_id, message_id) where claim_id is not null;
create index citation_asked on citation (author_id, asked_at desc) where state <> 'own';
create index citation_message on citation (message_id);
create index citation_cited_by on citation (cited_by);

grant select, insert, update on fact, evidence, citation to moa_app;
