-- Exhibit numbers (호증), and what of the evidence a frozen filing pins. A number is given once and never again: rows are
-- neither changed nor deleted, and outlive the piece they were given to.

-- The N of 갑나 제N호증의 k: one for each member who ever had an exhibit.
create table exhibit_claimant (
  member_id uuid primary key references member (id),
  case_id uuid not null references "case" (id),
  no integer not null check (no > 0),
  unique (case_id, no),
  unique (member_id, no)
);

-- One original's number. common: 갑가 제{no}호증, with 의 {sub} when the piece had several files; claimant: 갑나
-- 제{no}호증의 {sub}, sub running through all of the member's.
create table exhibit (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references "case" (id),
  member_id uuid not null references member (id),
  series text not null check (series in ('common', 'claimant')),
  no integer not null check (no > 0),
  sub integer check (sub > 0),
  claimant_no integer generated always as (case when series = 'claimant' then no end) stored,
  evidence_id uuid references evidence (id) on delete set null,
  file_id uuid unique references evidence_file (id) on delete set null,
  given_by uuid not null references member (id),
  given_at timestamptz not null default clock_timestamp(),
  unique nulls not distinct (case_id, series, no, sub),
  foreign key (member_id, claimant_no) references exhibit_claimant (member_id, no),
  constraint exhibit_claimant_has_sub check (series = 'common' or sub is not null)
);
create index exhibit_member on exhibit (member_id);
create index exhibit_evidence on exhibit (evidence_id) where evidence_id is not null;
create index exhibit_giver on exhibit (given_by);

-- An original that a frozen version pins, with what was said of it at that moment. file_id stays when the owner is erased;
-- held_id, the same while the original is kept, keeps it from being removed otherwise.
create table filing_evidence (
  filing_id uuid not null,
  version integer not null,
  file_id uuid not null,
  held_id uuid references evidence_file (id),
  exhibit_id uuid not null references exhibit (id),
  member_id uuid not null references member (id),
  sha256 bytea not null check (octet_length(sha256) = 32),
  bytes bigint not null check (bytes > 0),
  said_sha256 bytea not null check (octet_length(said_sha256) = 32),
  name text not null,
  form text not null,
  type text not null,
  kind text not null,
  title text not null,
  made_by text not null,
  made_on date,
  source_url text not null,
  rights text,
  shows text not null,
  primary key (filing_id, version, file_id),
  unique (filing_id, version, exhibit_id),
  foreign key (filing_id, version) references filing_version (filing_id, version) deferrable initially deferred,
  check (held_id is null or held_id = file_id)
);
create index filing_evidence_held on filing_evidence (held_id) where held_id is not null;
create index filing_evidence_exhibit on filing_evidence (exhibit_id);
create index filing_evidence_member on filing_evidence (member_id);

-- Which of the pinned claims it is for; what is common to all may be for none.
create table filing_evidence_claim (
  filing_id uuid not null,
  version integer not null,
  file_id uuid not null,
  no integer not null,
  primary key (filing_id, version, file_id, no),
  foreign key (filing_id, version, file_id) references filing_evidence (filing_id, version, file_id),
  foreign key (filing_id, version, no) references filing_claim (filing_id, version, no)
);
create index filing_evidence_claim_no on filing_evidence_claim (filing_id, version, no);

-- Pins never change, but those of somebody who is erased lose their words and let go of the originals. The application
-- may not update them; this may, for nobody but those whose erasure stands in the ledger.
create function erase_pins(erased uuid) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not exists (
    select from public.member
    join public.ledger on ledger.case_id = member.case_id and ledger.kind = 'member.erased'
      and ledger.data ->> 'memberId' = member.id::text
    where member.id = erased and member.left_why = 'erased'
  ) then
    raise exception 'Nobody of this id was erased' using errcode = 'insufficient_privilege';
  end if;
  update public.filing_evidence
    set held_id = null, name = '', title = '', made_by = '', source_url = '', shows = ''
    where member_id = erased;
end $$;
revoke all on function erase_pins from public;
grant execute on function erase_pins to moa_app;

grant select, insert on exhibit_claimant, exhibit, filing_evidence, filing_evidence_claim to moa_app;

-- Somebody who runs the case looked at what owners said of all numbered evidence, and why.
create table exhibit_view (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references "case" (id),
  member_id uuid not null references member (id),
  reason text not null check (char_length(reason) between 1 and 300),
  at timestamptz not null default now()
);
create index exhibit_view_member on exhibit_view (member_id, at desc);
create index exhibit_view_case on exhibit_view (case_id);
grant select, insert, delete on exhibit_view to moa_app;

-- What a virus scanner said of an original. One without a row was not checked: no scanner, past its limits or its time.
create table evidence_scan (
  file_id uuid primary key references evidence_file (id),
  outcome text not null check (outcome in ('clean', 'infected')),
  at timestamptz not null default now()
);
grant select, insert, delete on evidence_scan to moa_app;
