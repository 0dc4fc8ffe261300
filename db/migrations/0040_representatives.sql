-- Who stands for all in a filing: chosen by vote of those in it (소비자기본법 제68조의2, 민사소송법 제53조), and what each of
-- them agreed in writing that the chosen may do.

-- One vote. seats: how many it fills; sha256 is over its result, by candidate.
create table filing_election (
  -- made by the form, so that sending twice opens once
  id uuid primary key,
  filing_id uuid not null references filing (id),
  seats smallint not null check (seats between 1 and 3),
  opened_by uuid not null references member (id),
  opened_at timestamptz not null default clock_timestamp(),
  closed_by uuid references member (id),
  closed_at timestamptz,
  voters integer check (voters >= 0),
  sha256 bytea check (octet_length(sha256) = 32),
  constraint filing_election_closed check (num_nulls(closed_by, closed_at, voters, sha256) in (0, 4))
);
create unique index filing_election_open on filing_election (filing_id) where closed_at is null;
create index filing_election_filing on filing_election (filing_id, opened_at);
create index filing_election_opener on filing_election (opened_by);
create index filing_election_closer on filing_election (closed_by) where closed_by is not null;

-- Somebody who stands. withdrawn_at: they stepped back before the close, or gave up the place they were chosen for.
create table filing_candidate (
  id uuid primary key default gen_random_uuid(),
  election_id uuid not null references filing_election (id),
  member_id uuid not null references member (id),
  stood_at timestamptz not null default clock_timestamp(),
  withdrawn_at timestamptz,
  votes integer check (votes >= 0),
  outcome text check (outcome in ('chosen', 'tied', 'not_chosen')),
  unique (election_id, id),
  constraint filing_candidate_counted check ((votes is null) = (outcome is null))
);
create unique index filing_candidate_once on filing_candidate (election_id, member_id) where withdrawn_at is null;
create index filing_candidate_member on filing_candidate (member_id);

create table filing_ballot (
  election_id uuid not null references filing_election (id),
  member_id uuid not null references member (id),
  candidate_id uuid not null,
  at timestamptz not null default clock_timestamp(),
  primary key (election_id, member_id),
  foreign key (election_id, candidate_id) references filing_candidate (election_id, id)
);
create index filing_ballot_candidate on filing_ballot (election_id, candidate_id);
create index filing_ballot_member on filing_ballot (member_id);

-- What the chosen may do only with everybody's word in writing. title and body are the whole text as it is shown, which
-- the hash is of.
create table filing_assent_ask (
  id uuid primary key,
  filing_id uuid not null references filing (id),
  act text not null check (act in ('withdraw', 'accept', 'reject')),
  title text not null check (char_length(title) between 1 and 2560),
  body text not null check (char_length(body) between 1 and 64000),
  text_version text not null,
  text_sha256 bytea not null check (octet_length(text_sha256) = 32),
  due_on date not null,
  asked_by uuid not null references member (id),
  asked_at timestamptz not null default clock_timestamp()
);
create index filing_assent_ask_filing on filing_assent_ask (filing_id, asked_at);
create index filing_assent_ask_by on filing_assent_ask (asked_by);

-- Each answer stays; a person's newest counts.
create table filing_assent (
  id uuid primary key default gen_random_uuid(),
  ask_id uuid not null references filing_assent_ask (id),
  member_id uuid not null references member (id),
  agrees boolean not null,
  at timestamptz not null default clock_timestamp(),
  unique (ask_id, member_id, at)
);
create index filing_assent_member on filing_assent (member_id);

-- A vote closes once, and a result is written once.
create function keep_election() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.closed_at is not null
    or (new.id, new.filing_id, new.seats, new.opened_by, new.opened_at)
      is distinct from (old.id, old.filing_id, old.seats, old.opened_by, old.opened_at)
  then
    raise exception 'A vote never changes but for being closed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger filing_election_kept before update on filing_election
  for each row execute function keep_election();
create function keep_candidate() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.withdrawn_at is not null
    or (old.outcome is not null and (new.votes, new.outcome) is distinct from (old.votes, old.outcome))
    or (new.id, new.election_id, new.member_id, new.stood_at)
      is distinct from (old.id, old.election_id, old.member_id, old.stood_at)
  then
    raise exception 'A candidacy never changes but for its result and its end' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger filing_candidate_kept before update on filing_candidate
  for each row execute function keep_candidate();
revoke all on function keep_election, keep_candidate from public;

grant select, insert, update on filing_election, filing_candidate, filing_ballot to moa_app;
grant select, insert on filing_assent_ask, filing_assent to moa_app;
