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

-- What the claims of a case are, counted as they change: people, claims and won still owed by kind, way of payment, card
-- company, respondent, day of filing and stage. A cell is named `of:value`; of a withdrawn claim nothing but its stage is
-- counted. Written by the functions below alone, which know what of each claim is counted and move only the difference:
-- whoever changes a claim, and in whatever order, the cells are right when the transaction ends.

create table case_cell (
  case_id uuid not null references "case" (id),
  side text not null check (side in ('buyer', 'seller')),
  cell text not null check (cell ~ '^(kind|method|issuer|respondent|day|stage):.'),
  people integer not null check (people >= 0),
  claims integer not null check (claims >= 0),
  remaining bigint not null check (remaining >= 0),
  primary key (case_id, side, cell)
);

-- How many claims of one person stand in a cell.
create table case_cell_person (
  case_id uuid not null references "case" (id),
  side text not null check (side in ('buyer', 'seller')),
  cell text not null,
  member_id uuid not null references member (id),
  claims integer not null check (claims >= 0),
  primary key (case_id, side, cell, member_id)
);

-- What of a claim is counted now.
create table claim_counted (
  claim_id uuid primary key references claim (id),
  case_id uuid not null references "case" (id),
  side text not null check (side in ('buyer', 'seller')),
  member_id uuid not null references member (id),
  remaining bigint not null check (remaining >= 0),
  cells text[] not null
);
create index case_cell_person_member on case_cell_person (member_id);
create index claim_counted_case on claim_counted (case_id);
create index claim_counted_member on claim_counted (member_id);

-- What is to be counted of claims: of one, of a case's, or of all. Card companies are one however they are spaced.
create view claim_to_count with (security_invoker = true) as
  select claim.id as claim_id, claim.case_id, claim.side, claim.member_id,
    case when claim.state = 'withdrawn' then 0 else v.remaining end as remaining,
    case when claim.state = 'withdrawn' then array['stage:withdrawn'] else
      array['stage:' || claim.stage, 'kind:' || v.kind,
        'day:' || to_char(claim.submitted_at at time zone 'Asia/Seoul', 'YYYY-MM-DD')]
      || ('method:' || v.payment_method)
      || nullif('issuer:' || regexp_replace(regexp_replace(lower(normalize(v.card_issuer, nfkc)), '\s', '', 'g'),
        '(.)카드$', '\1'), 'issuer:')
      || (select array_agg('respondent:' || respondent_id order by respondent_id) from claim_respondent
        where claim_respondent.claim_id = claim.id)
    end as cells
  from claim join claim_version as v on v.claim_id = claim.id and v.version = claim.version;

create function count_claim(counted uuid) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  had public.claim_counted;
  has public.claim_counted;
begin
  select * into had from public.claim_counted where claim_id = counted for update;
  select claim_id, case_id, side, member_id, remaining, array_remove(cells, null) into has
    from public.claim_to_count where claim_id = counted;
  if had is not distinct from has or has.claim_id is null then return; end if;
  -- Rows to move first: a check looks at what is put in even where it only adds to what is there.
  insert into public.case_cell (case_id, side, cell, people, claims, remaining)
    select has.case_id, has.side, cell, 0, 0, 0 from unnest(has.cells) as cell order by cell
    on conflict do nothing;
  insert into public.case_cell_person (case_id, side, cell, member_id, claims)
    select has.case_id, has.side, cell, has.member_id, 0 from unnest(has.cells) as cell order by cell
    on conflict do nothing;
  with moved as materialized (
    select cell, member_id, sum(claims)::integer as claims, sum(remaining)::bigint as remaining
    from (
      select unnest(had.cells) as cell, had.member_id, -1 as claims, -had.remaining as remaining
      union all select unnest(has.cells), has.member_id, 1, has.remaining
    ) as each
    group by cell, member_id having sum(claims) <> 0 or sum(remaining) <> 0
  ), person as (
    update public.case_cell_person as p set claims = p.claims + moved.claims from moved
    where p.case_id = has.case_id and p.side = has.side and p.cell = moved.cell
      and p.member_id = moved.member_id and moved.claims <> 0
    returning p.cell, p.member_id, p.claims
  ), sums as (
    select cell, sum(moved.claims)::integer as claims, sum(moved.remaining)::bigint as remaining,
      coalesce(sum(case when person.claims = moved.claims and moved.claims > 0 then 1
        when person.claims = 0 then -1 else 0 end), 0)::integer as people
    from moved left join person using (cell, member_id) group by cell
  )
  update public.case_cell as c set people = c.people + sums.people, claims = c.claims + sums.claims,
    remaining = c.remaining + sums.remaining
  from sums where c.case_id = has.case_id and c.side = has.side and c.cell = sums.cell;
  if had.claim_id is null then
    insert into public.claim_counted values (has.*);
    return;
  end if;
  update public.claim_counted set member_id = has.member_id, remaining = has.remaining, cells = has.cells
    where claim_id = counted;
  -- Nothing stays of what nobody claims any more, least of all the words of a card company.
  delete from public.case_cell_person where case_id = had.case_id and side = had.side and cell = any(had.cells)
    and member_id = had.member_id and claims = 0;
  delete from public.case_cell where case_id = had.case_id and side = had.side and cell = any(had.cells)
    and claims = 0;
end $$;

create function count_changed_claim() returns trigger
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_table_name = 'claim' then perform public.count_claim(new.id);
  elsif tg_op = 'DELETE' then perform public.count_claim(old.claim_id);
  else perform public.count_claim(new.claim_id); end if;
  return null;
end $$;

-- At the end of the transaction: a claim points at its version before that is there.
create constraint trigger claim_counts after insert or update of version, state, stage, member_id on claim
  deferrable initially deferred for each row execute function count_changed_claim();
create constraint trigger claim_respondent_counts after insert or delete on claim_respondent
  deferrable initially deferred for each row execute function count_changed_claim();

-- Counts a case anew. Its head is locked by the caller, so that nobody files meanwhile.
create function recount_cells(recounted uuid) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from public.case_cell where case_id = recounted;
  delete from public.case_cell_person where case_id = recounted;
  delete from public.claim_counted where case_id = recounted;
  insert into public.claim_counted
    select claim_id, case_id, side, member_id, remaining, array_remove(cells, null)
    from public.claim_to_count where case_id = recounted;
  insert into public.case_cell_person
    select case_id, side, cell, member_id, count(*)
    from public.claim_counted, unnest(cells) as cell where case_id = recounted group by 1, 2, 3, 4;
  insert into public.case_cell
    select case_id, side, cell, count(distinct member_id), count(*), sum(remaining)
    from public.claim_counted, unnest(cells) as cell where case_id = recounted group by 1, 2, 3;
end $$;

select recount_cells(id) from "case";

revoke all on function count_claim(uuid), count_changed_claim(), recount_cells(uuid) from public;
grant execute on function recount_cells(uuid) to moa_app;
grant select on case_cell, claim_to_count to moa_app;
