-- The locker: what a piece of evidence is, and the sealed files beside the messages it cites. What a file is (bytes, hash,
-- name, type) can be added and taken away, never changed: the application has no right to update it.

alter table evidence add column kind text not null default 'other' check (kind in (
  'purchase', 'receipt', 'transfer', 'order_mail', 'notice', 'call', 'delivery', 'defect', 'comparison', 'settlement',
  'contract', 'other'));
alter table evidence add column made_by text not null default '' check (char_length(made_by) <= 100);
alter table evidence add column made_on date;
-- Kept as text; nothing ever fetches it.
alter table evidence add column source_url text not null default '' check (char_length(source_url) <= 2000);
alter table evidence add column rights text check (rights in ('own', 'shop', 'third'));
-- When its owner first said what it is; until then it is a file that just came.
alter table evidence add column described_at timestamptz;
update evidence set described_at = made_at;
alter table evidence add constraint evidence_of_member unique (id, member_id);
alter table claim add constraint claim_of_member unique (id, member_id);

-- The member's own claims that a piece of evidence is for. A membership is of one case, and so are these.
create table evidence_claim (
  evidence_id uuid not null,
  claim_id uuid not null,
  member_id uuid not null,
  primary key (evidence_id, claim_id),
  foreign key (evidence_id, member_id) references evidence (id, member_id),
  foreign key (claim_id, member_id) references claim (id, member_id)
);
create index evidence_claim_claim on evidence_claim (claim_id, member_id);

-- A file on its way, and for good the envelope of one that arrived. sha256 is what the sender's browser counted; secret,
-- sealed with the case's key, is half of what the bytes are sealed with: without the case's key they are noise.
create table evidence_upload (
  id uuid primary key,
  evidence_id uuid not null references evidence (id),
  member_id uuid not null references member (id),
  case_id uuid not null references "case" (id),
  name text not null check (char_length(name) between 1 and 200),
  bytes bigint not null check (bytes between 1 and 209715200),
  sha256 bytea check (octet_length(sha256) = 32),
  secret bytea not null,
  made_at timestamptz not null default now()
);
create index evidence_upload_evidence on evidence_upload (evidence_id);
create index evidence_upload_member on evidence_upload (member_id) include (bytes);
create index evidence_upload_case on evidence_upload (case_id) include (bytes);

-- Pieces in the store, one after another from byte 0. A second one from the same byte is refused by the key.
create table evidence_part (
  upload_id uuid not null references evidence_upload (id),
  starts bigint not null check (starts >= 0),
  bytes bigint not null check (bytes > 0),
  file_key text not null unique,
  made_at timestamptz not null default now(),
  primary key (upload_id, starts)
);

-- A sealed original. form: what can be done with it; type: by its content; odd_name: its name says something else.
create table evidence_file (
  id uuid primary key references evidence_upload (id),
  evidence_id uuid not null references evidence (id),
  name text not null check (char_length(name) between 1 and 200),
  form text not null check (form in (
    'picture', 'pdf', 'video', 'audio', 'mail', 'talk', 'text', 'office', 'archive', 'other')),
  type text not null,
  odd_name boolean not null,
  bytes bigint not null check (bytes > 0),
  sha256 bytea not null check (octet_length(sha256) = 32),
  sealed_at timestamptz not null default now()
);
create index evidence_file_evidence on evidence_file (evidence_id, sealed_at, id);
create index evidence_file_hash on evidence_file (sha256);

-- What was made of an original to show and find it: copies without place and camera, words (sealed with the case's key),
-- the moment it was taken.
create table evidence_look (
  file_id uuid primary key references evidence_file (id),
  shown_key text unique,
  thumb_key text unique,
  width integer check (width > 0),
  height integer check (height > 0),
  taken_at timestamptz,
  words bytea,
  made_at timestamptz not null default now(),
  constraint evidence_look_copies check (num_nulls(shown_key, thumb_key, width, height) in (0, 4))
);

-- An original that was found changed; it is served no more.
create table evidence_damage (
  file_id uuid primary key references evidence_file (id),
  found_at timestamptz not null default now()
);

-- Somebody who runs the case looked at a member's evidence, and why.
create table evidence_view (
  id uuid primary key default gen_random_uuid(),
  evidence_id uuid not null references evidence (id),
  member_id uuid not null references member (id),
  reason text not null check (char_length(reason) between 1 and 300),
  at timestamptz not null default now()
);
create index evidence_view_evidence on evidence_view (evidence_id, member_id, at desc);

grant select, insert, delete on
  evidence_claim, evidence_upload, evidence_part, evidence_file, evidence_look, evidence_damage, evidence_view to moa_app;
