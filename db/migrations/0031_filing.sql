-- Filings: claims gathered for one destination. Members join claim by claim with a consent; a freeze pins what was
-- stated and agreed to as a numbered version, which nobody changes; corrections are the next version.

create table filing (
  -- made by the form when it opens, so that sending twice opens once
  id uuid primary key,
  case_id uuid not null references "case" (id),
  destination text not null check (destination in ('kca_collective', 'crime_list', 'rehabilitation', 'lawyer')),
  side text not null check (side in ('buyer', 'seller')),
  title text not null check (char_length(title) between 1 and 2560),
  -- whom the list is handed to, as the consent names them
  recipient text not null check (char_length(recipient) between 1 and 2560),
  words text not null check (char_length(words) <= 32000),
  opened_by uuid not null references member (id),
  opened_at timestamptz not null default now(),
  closes_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'frozen')),
  -- the newest frozen version; 0 before the first
  version integer not null default 0 check (version >= 0),
  constraint filing_frozen_has_version check (state = 'open' or version > 0)
);
create index filing_case on filing (case_id, opened_at desc);
create index filing_opener on filing (opened_by);

-- One claim's place in one filing. The typed name is not kept: it was the name of claim_version, which lies sealed with
-- the claim and goes with it. scope: what may be handed over; said_yes: questions of the destination answered with yes.
create table filing_consent (
  id uuid primary key default gen_random_uuid(),
  filing_id uuid not null references filing (id),
  claim_id uuid not null,
  claim_version integer not null,
  member_id uuid not null references member (id),
  text_version text not null,
  text_sha256 bytea not null check (octet_length(text_sha256) = 32),
  scope text[] not null,
  said_yes text[] not null,
  given_at timestamptz not null default clock_timestamp(),
  revoked_at timestamptz check (revoked_at >= given_at),
  foreign key (claim_id, claim_version) references claim_version (claim_id, version)
);
create unique index filing_consent_once on filing_consent (filing_id, claim_id) where revoked_at is null;
create index filing_consent_member on filing_consent (member_id);
create index filing_consent_claim on filing_consent (claim_id, claim_version);

-- sha256 is over the canonical form of the version and all its rows (server/domain/filing/canonical.ts).
create table filing_version (
  filing_id uuid not null references filing (id),
  version integer not null check (version > 0),
  frozen_by uuid not null references member (id),
  frozen_at timestamptz not null,
  ledger_seq integer not null,
  people integer not null check (people > 0),
  claims integer not null check (claims >= people),
  principal bigint not null,
  refunded bigint not null,
  remaining bigint not null check (remaining = principal - refunded),
  sha256 bytea not null check (octet_length(sha256) = 32),
  primary key (filing_id, version)
);
create index filing_version_by on filing_version (frozen_by);

-- statement_sha256 is what the ledger holds of the claim's version, so every row leads to its entry there.
create table filing_claim (
  filing_id uuid not null,
  version integer not null,
  no integer not null check (no > 0),
  claim_id uuid not null,
  claim_version integer not null,
  consent_id uuid not null references filing_consent (id),
  statement_sha256 bytea not null check (octet_length(statement_sha256) = 32),
  primary key (filing_id, version, no),
  unique (filing_id, version, claim_id),
  foreign key (filing_id, version) references filing_version (filing_id, version) deferrable initially deferred,
  foreign key (claim_id, claim_version) references claim_version (claim_id, version)
);
create index filing_claim_claim on filing_claim (claim_id, claim_version);
create index filing_claim_consent on filing_claim (consent_id);

-- The second officer's yes, before anything of a version leaves the room.
create table filing_release (
  filing_id uuid not null,
  version integer not null,
  by_member uuid not null references member (id),
  at timestamptz not null default clock_timestamp(),
  primary key (filing_id, version),
  foreign key (filing_id, version) references filing_version (filing_id, version)
);
create index filing_release_by on filing_release (by_member);

-- What was said when a filing was opened stays what people agreed to; only its state, end and newest version move.
create function keep_filing() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if (new.id, new.case_id, new.destination, new.side, new.title, new.recipient, new.words, new.opened_by, new.opened_at)
    is distinct from
    (old.id, old.case_id, old.destination, old.side, old.title, old.recipient, old.words, old.opened_by, old.opened_at)
    or new.version not in (old.version, old.version + 1)
  then
    raise exception 'What a filing was opened with never changes' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger filing_kept before update on filing for each row execute function keep_filing();

-- A consent is taken back once, and otherwise stays as it was given.
create function keep_consent() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.revoked_at is not null or new.revoked_at is null
    or (to_jsonb(new) - 'revoked_at') is distinct from (to_jsonb(old) - 'revoked_at')
  then
    raise exception 'A consent never changes but for being taken back' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger filing_consent_kept before update on filing_consent for each row execute function keep_consent();
revoke all on function keep_filing, keep_consent from public;

-- A list of a frozen filing is one more kind of export.
alter table export add column filing_id uuid;
alter table export add column filing_version integer;
alter table export add column masked boolean;
alter table export add constraint export_filing
  foreign key (filing_id, filing_version) references filing_version (filing_id, version);
alter table export drop constraint export_kind_check;
alter table export add constraint export_kind_check check (kind in ('claims', 'talk', 'own', 'filing'));
alter table export drop constraint export_format_check;
alter table export add constraint export_format_check
  check (format in ('xlsx', 'csv', 'txt', 'pdf', 'zip', 'json'));
alter table export drop constraint export_kind_whole;
alter table export add constraint export_kind_whole check (
  case kind
    when 'claims' then shape is not null and reason <> '' and format in ('xlsx', 'csv') and channel_id is null
    when 'talk' then shape is null and channel_id is not null and format in ('txt', 'csv', 'pdf')
    when 'filing' then shape is null and channel_id is null and reason <> '' and format in ('xlsx', 'csv', 'json')
    else shape is null and channel_id is null and format = 'zip'
  end);
alter table export add constraint export_of_filing check (
  num_nulls(filing_id, filing_version, masked) = case kind when 'filing' then 0 else 3 end);
create index export_filing_version on export (filing_id, filing_version) where filing_id is not null;

grant select, insert, update on filing, filing_consent to moa_app;
grant select, insert on filing_version, filing_claim, filing_release to moa_app;
