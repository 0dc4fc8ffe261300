-- Lists that a group kept before it came here (a form's answers, a worksheet): the file, how its columns are read, and
-- the claims in it, which are nobody's until their owner takes them over by a link. Who they are stands only in sealed
-- blobs; no name, phone or order number of a list is in any column.

-- fields: for each column of the file the field it fills, or null. rows_*: what the last reading found. done: the last row
-- whose claims are in; a reading that was cut off goes on behind it.
create table claim_sheet (
  id uuid primary key,
  case_id uuid not null references "case" (id),
  member_id uuid not null references member (id),
  side text not null check (side in ('buyer', 'seller')),
  -- what a row is that says no kind of its own
  kind text not null check (kind ~ '^[a-z_]{4,20}$'),
  format text not null check (format in ('csv', 'xlsx')),
  file_name text not null check (char_length(file_name) <= 120),
  file_key text unique,
  bytes bigint not null check (bytes > 0),
  sha256 bytea not null check (octet_length(sha256) = 32),
  header_row integer not null check (header_row > 0),
  fields jsonb not null default '[]' check (jsonb_typeof(fields) = 'array'),
  state text not null default 'matching' check (state in (
    'matching', 'checking', 'checked', 'bringing', 'ready', 'failed', 'removed')),
  failed_why text check (state = 'failed' or failed_why is null),
  rows_all integer not null default 0 check (rows_all >= 0),
  rows_bad integer not null default 0 check (rows_bad between 0 and rows_all),
  problems integer not null default 0 check (problems >= 0),
  claims integer not null default 0 check (claims >= 0),
  done integer not null default 0 check (done >= 0),
  -- of the claims, those that were not there before
  fresh integer not null default 0 check (fresh between 0 and claims),
  -- a cell holds a resident registration number, so the file is not kept (개인정보 보호법 제24조의2)
  has_resident boolean not null default false,
  moved_at timestamptz not null default now(),
  made_at timestamptz not null default now(),
  ended_at timestamptz
);
create index claim_sheet_case on claim_sheet (case_id, made_at desc);
create index claim_sheet_member on claim_sheet (member_id);
create index claim_sheet_open on claim_sheet (moved_at) where state in ('checking', 'bringing');

-- How a case read a header before, by the hash of its cells.
create table claim_sheet_match (
  case_id uuid not null references "case" (id),
  header bytea not null check (octet_length(header) = 32),
  side text not null check (side in ('buyer', 'seller')),
  kind text not null check (kind ~ '^[a-z_]{4,20}$'),
  fields jsonb not null check (jsonb_typeof(fields) = 'array'),
  primary key (case_id, header)
);

-- What is wrong in a row, by the code of its sentence; col counts from 0, null is the whole row. Never what stands there.
create table claim_sheet_problem (
  sheet_id uuid not null references claim_sheet (id),
  row_no integer not null check (row_no > 0),
  col smallint check (col >= 0),
  code text not null check (code ~ '^[a-z_]+\.[a-z_]+$'),
  -- the row is brought without that cell
  is_mild boolean not null,
  unique nulls not distinct (sheet_id, row_no, col, code)
);

-- Whoever has claims waiting, by a keyed digest of case and phone. The link's code is derived and kept as a hash.
create table sheet_person (
  id uuid primary key,
  case_id uuid not null references "case" (id),
  code_hash bytea not null unique check (octet_length(code_hash) = 32),
  wrong_tries smallint not null default 0 check (wrong_tries >= 0),
  expires_at timestamptz not null
);
create index sheet_person_case on sheet_person (case_id);

-- A claim that waits, by a keyed digest of all it says: brought again, it is the same row, of the later list. Taken over, it is a claim of
-- its owner's and nothing of it is left here.
create table sheet_claim (
  id uuid primary key,
  case_id uuid not null references "case" (id),
  sheet_id uuid not null references claim_sheet (id),
  person_id uuid references sheet_person (id),
  row_from integer not null check (row_from > 0),
  sealed bytea,
  claim_id uuid unique references claim (id),
  taken_at timestamptz,
  constraint sheet_claim_waits_or_taken check (
    (taken_at is null and sealed is not null and person_id is not null and claim_id is null)
    or (taken_at is not null and sealed is null and person_id is null))
);
create index sheet_claim_sheet on sheet_claim (sheet_id, row_from);
create index sheet_claim_person on sheet_claim (person_id) where person_id is not null;

grant select, insert, update on claim_sheet to moa_app;
grant select, insert, update, delete on claim_sheet_match, sheet_person, sheet_claim to moa_app;
grant select, insert, delete on claim_sheet_problem to moa_app;
