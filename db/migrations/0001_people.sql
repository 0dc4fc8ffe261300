-- People and their sessions. A guest is an account without an e-mail address.
-- No e-mail stands here in clear: a keyed index finds it, a sealed blob shows it to its owner.

create extension if not exists pg_trgm;

create table account (
  id uuid primary key default gen_random_uuid(),
  email_index bytea unique,
  email_sealed bytea,
  password_hash text,
  recovery_hash bytea unique,
  created_at timestamptz not null default now(),
  constraint account_email_whole check (num_nulls(email_index, email_sealed, password_hash) in (0, 3))
);

-- id is the SHA-256 of the cookie's token: a dump of this table opens no door.
create table session (
  id bytea primary key,
  account_id uuid not null references account (id) on delete cascade,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index session_account on session (account_id);
create index session_expiry on session (expires_at);

grant select, insert, update, delete on account, session to moa_app;
