-- Masked copies: a picture of the locker with names, numbers and faces covered. Drawn anew from what the owner covered,
-- kept beside the original that it is derived from; the newest version is what others see. covers: where, in px of the
-- copy, so that the owner can go on from there.

create table evidence_mask (
  id uuid primary key,
  derived_from uuid not null references evidence_file (id) on delete cascade,
  version integer not null check (version > 0),
  covers jsonb not null check (jsonb_typeof(covers) = 'array'),
  sha256 bytea not null check (octet_length(sha256) = 32),
  bytes bigint not null check (bytes > 0),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  shown_key text not null unique,
  thumb_key text not null unique,
  made_at timestamptz not null default now(),
  unique (derived_from, version)
);

-- The owner shows the newest masked copy of that picture to everybody in the room.
create table evidence_share (
  file_id uuid primary key references evidence_file (id) on delete cascade,
  at timestamptz not null default now()
);

grant select, insert, delete on evidence_mask, evidence_share to moa_app;
