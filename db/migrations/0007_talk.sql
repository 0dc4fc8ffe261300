-- What a message may carry besides its words: pictures, mentions, reactions, a card (poll, schedule entry, notice);
-- and the ways in which its words go out of sight. A hidden or held message keeps its words for review and as later
-- evidence; a deleted or erased one does not.

alter table message add column gone text check (gone in ('deleted', 'hidden', 'held', 'erased'));
alter table message add column gone_why text check (
  gone_why in ('personal', 'fraud', 'abuse', 'spam', 'false', 'reports', 'new_member', 'other'));
update message set gone = 'deleted' where deleted_at is not null;
alter table message rename column deleted_at to gone_at;
alter table message drop constraint message_deleted_is_empty;
alter table message drop constraint message_body_check;
alter table message add constraint message_body_size check (char_length(body) <= 4000);
alter table message add constraint message_gone_whole check ((gone is null) = (gone_at is null));
alter table message add constraint message_gone_is_empty
  check (coalesce(gone in ('deleted', 'erased'), false) = (body is null));

-- Copies of what does not change without a new rev, so that a page of history is one range of one index.
-- mentions: [{id, name}]; reactions: [{emoji, count}]; files: [{id, kind, width, height, bytes}]; card: {kind, id, title}.
alter table message add column mentions jsonb not null default '[]';
alter table message add column reactions jsonb not null default '[]';
alter table message add column files jsonb not null default '[]';
alter table message add column card jsonb;
alter table message add constraint message_carries_something check (
  body is null or body <> '' or files <> '[]' or card is not null);
create index message_mentions on message using gin (mentions jsonb_path_ops) where mentions <> '[]';

create table message_reaction (
  message_id uuid not null references message (id),
  member_id uuid not null references member (id),
  emoji text not null check (char_length(emoji) between 1 and 16),
  at timestamptz not null default now(),
  primary key (message_id, member_id, emoji)
);
create index message_reaction_member on message_reaction (member_id);

-- A picture on its way into a message, and in it. The original stays sealed as it came; members see the re-encoded copy,
-- which carries no place and no camera.
create table message_file (
  id uuid primary key default gen_random_uuid(),
  channel_id uuid not null references channel (id),
  member_id uuid not null references member (id),
  message_id uuid references message (id),
  kind text not null check (kind in ('picture')),
  name text not null check (char_length(name) between 1 and 200),
  type text not null,
  bytes bigint not null check (bytes > 0),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  sha256 bytea not null check (octet_length(sha256) = 32),
  original_key text not null unique,
  shown_key text not null unique,
  thumb_key text not null unique,
  created_at timestamptz not null default now()
);
create index message_file_message on message_file (message_id) where message_id is not null;
create index message_file_loose on message_file (created_at) where message_id is null;
create index message_file_member on message_file (member_id);

grant select, insert, update, delete on message_reaction, message_file to moa_app;
