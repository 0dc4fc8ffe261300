-- Every destination, what a sealed identity has, and what follows once a filing was handed in.

alter table filing drop constraint filing_destination_check;
alter table filing add constraint filing_destination_check check (destination in (
  'kca_collective', 'kca_relief', 'ecmc', 'seoul_ecommerce', 'kofair', 'fss',
  'card_issuer', 'chargeback',
  'ftc_report', 'crime_list', 'restitution_order',
  'certified_letter', 'payment_order', 'civil_suit', 'rehabilitation', 'bankruptcy',
  'lawyer'));

-- Which parts a sealed identity has, so that a missing one can be named without opening it; null before this was noted.
alter table claim_identity add column given text[]
  check (given <@ array['address', 'account', 'businessNumber', 'guardian']);

-- A filing may carry the claims of an earlier one on: a mediation that was refused, the suit after it.
alter table filing add column after_id uuid references filing (id) check (after_id <> id);
create index filing_after on filing (after_id) where after_id is not null;
create or replace function keep_filing() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if (new.id, new.case_id, new.destination, new.side, new.title, new.recipient, new.words, new.opened_by, new.opened_at,
      new.after_id)
    is distinct from
    (old.id, old.case_id, old.destination, old.side, old.title, old.recipient, old.words, old.opened_by, old.opened_at,
      old.after_id)
    or new.version not in (old.version, old.version + 1)
  then
    raise exception 'What a filing was opened with never changes' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- Whether a guardian agreed beside the claimant (민법 제5조), and whether it was given by carrying an earlier consent on.
alter table filing_consent add column guardian_agreed boolean not null default false;
alter table filing_consent add column carried_from uuid references filing_consent (id);
create index filing_consent_carried on filing_consent (carried_from) where carried_from is not null;

-- What happened to a frozen version after it was handed in, as officers wrote it down. A row never changes; one written
-- by mistake is taken back. handler: the person in charge there, sealed.
create table filing_step (
  -- made by the form, so that sending twice keeps once
  id uuid primary key,
  filing_id uuid not null,
  version integer not null,
  kind text not null check (kind in ('handed_in', 'request', 'answered', 'decided')),
  on_day date not null,
  receipt_no text not null default '' check (char_length(receipt_no) <= 200),
  words text not null default '' check (char_length(words) <= 32000),
  -- until when a request wants its answer
  due_on date check (due_on is null or kind = 'request'),
  verdict text check (verdict in ('granted', 'part', 'refused', 'settled')),
  -- won that were granted
  amount bigint check (amount >= 0),
  handler bytea,
  made_by uuid not null references member (id),
  made_at timestamptz not null default clock_timestamp(),
  taken_back_at timestamptz,
  foreign key (filing_id, version) references filing_version (filing_id, version),
  constraint filing_step_decides check ((kind = 'decided') = (verdict is not null)),
  constraint filing_step_amount check (amount is null or kind = 'decided')
);
create index filing_step_version on filing_step (filing_id, version, on_day);
create index filing_step_by on filing_step (made_by);

-- Pinned claims that a decision leaves out.
create table filing_step_claim (
  step_id uuid not null references filing_step (id),
  filing_id uuid not null,
  version integer not null,
  no integer not null,
  primary key (step_id, no),
  foreign key (filing_id, version, no) references filing_claim (filing_id, version, no)
);
create index filing_step_claim_no on filing_step_claim (filing_id, version, no);

-- Money that came back, and each claim's part of it, in whole won. The parts sum to the amount.
create table filing_payout (
  id uuid primary key,
  filing_id uuid not null,
  version integer not null,
  on_day date not null,
  amount bigint not null check (amount > 0),
  confirmed_by uuid not null references member (id),
  confirmed_at timestamptz not null default clock_timestamp(),
  sha256 bytea not null check (octet_length(sha256) = 32),
  foreign key (filing_id, version) references filing_version (filing_id, version),
  unique (id, filing_id, version)
);
create index filing_payout_version on filing_payout (filing_id, version);
create index filing_payout_by on filing_payout (confirmed_by);
create table filing_share (
  payout_id uuid not null,
  filing_id uuid not null,
  version integer not null,
  no integer not null,
  amount bigint not null check (amount > 0),
  primary key (payout_id, no),
  foreign key (payout_id, filing_id, version) references filing_payout (id, filing_id, version),
  foreign key (filing_id, version, no) references filing_claim (filing_id, version, no)
);
create index filing_share_no on filing_share (filing_id, version, no);

-- A step is taken back once, and otherwise stays as it was written; the person in charge is forgotten with it.
create function keep_step() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.taken_back_at is not null or new.taken_back_at is null
    or (to_jsonb(new) - 'taken_back_at' - 'handler') is distinct from (to_jsonb(old) - 'taken_back_at' - 'handler')
    or new.handler is not null
  then
    raise exception 'A step never changes but for being taken back' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger filing_step_kept before update on filing_step for each row execute function keep_step();
revoke all on function keep_step from public;

-- What somebody in a filing was told of it, once for each thing: news by the step or payout, a reminder by its day.
create table filing_told (
  id uuid primary key default gen_random_uuid(),
  filing_id uuid not null references filing (id),
  member_id uuid not null references member (id),
  kind text not null check (kind in ('progress', 'payout', 'missing', 'closing', 'carry_on', 'vote', 'assent')),
  about text not null,
  at timestamptz not null default clock_timestamp(),
  pushed_at timestamptz,
  unique (filing_id, member_id, kind, about)
);
create index filing_told_member on filing_told (member_id, at);

grant select, insert, update on filing_step to moa_app;
grant select, insert on filing_step_claim, filing_payout, filing_share to moa_app;
grant select, insert, update, delete on filing_told to moa_app;
