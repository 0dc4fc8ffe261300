-- Receivers: somebody outside the room, at an agency or a law firm, who may read one frozen version for a time. What opens
-- it is a secret shown once; only its hash is kept.

create table receiver (
  -- made by the form when it opens, so that sending twice makes one
  id uuid primary key,
  case_id uuid not null references "case" (id),
  filing_id uuid not null,
  version integer not null,
  name text not null check (char_length(name) between 1 and 2560),
  office text not null check (char_length(office) between 1 and 2560),
  reason text not null check (char_length(reason) <= 500),
  masked boolean not null,
  -- nothing is opened before another officer agreed
  needs_second boolean not null,
  secret_sha256 bytea not null unique check (octet_length(secret_sha256) = 32),
  made_by uuid not null references member (id),
  made_at timestamptz not null default now(),
  expires_at timestamptz not null check (expires_at > made_at),
  agreed_by uuid references member (id) check (agreed_by <> made_by),
  agreed_at timestamptz,
  ended_by uuid references member (id),
  ended_at timestamptz,
  foreign key (filing_id, version) references filing_version (filing_id, version),
  constraint receiver_agreed_whole check (num_nulls(agreed_by, agreed_at) <> 1),
  constraint receiver_ended_whole check (num_nulls(ended_by, ended_at) <> 1)
);
create index receiver_filing on receiver (filing_id, version);
create index receiver_case on receiver (case_id);
create index receiver_maker on receiver (made_by);
create index receiver_agreer on receiver (agreed_by) where agreed_by is not null;
create index receiver_ender on receiver (ended_by) where ended_by is not null;

-- Each time a receiver opened or fetched something.
create table receiver_look (
  id bigint generated always as identity primary key,
  receiver_id uuid not null references receiver (id),
  what text not null check (what in ('page', 'state', 'csv', 'json', 'xlsx')),
  at timestamptz not null default clock_timestamp()
);
create index receiver_look_of on receiver_look (receiver_id, at desc);

-- Who was let in to what, and until when, stays as it was said; it can only be agreed to, end, or lose its reason.
create function keep_receiver() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if (to_jsonb(new) - '{agreed_by,agreed_at,ended_by,ended_at,reason}'::text[])
    is distinct from (to_jsonb(old) - '{agreed_by,agreed_at,ended_by,ended_at,reason}'::text[])
    or (old.agreed_at is not null and new.agreed_at is distinct from old.agreed_at)
    or (old.ended_at is not null and new.ended_at is distinct from old.ended_at)
    or new.reason not in (old.reason, '')
  then
    raise exception 'What a receiver was given never changes' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger receiver_kept before update on receiver for each row execute function keep_receiver();
revoke all on function keep_receiver from public;

grant select, insert, update on receiver to moa_app;
grant select, insert on receiver_look to moa_app;
