-- Channels and messages. seq is a message's place, given once; rev is its latest change, both taken from channel.head
-- under the channel's row lock, so that "after rev N" can never miss a change that commits late.

create table channel (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references "case" (id),
  kind text not null check (kind in ('all', 'buyer', 'seller', 'staff')),
  head bigint not null default 0,
  unique (case_id, kind)
);

create table message (
  id uuid primary key default gen_random_uuid(),
  channel_id uuid not null references channel (id),
  author_id uuid not null references member (id),
  client_id uuid not null,
  seq bigint not null,
  rev bigint not null,
  body text check (char_length(body) between 1 and 4000),
  reply_to uuid references message (id),
  created_at timestamptz not null default now(),
  edited_at timestamptz,
  deleted_at timestamptz,
  constraint message_deleted_is_empty check ((deleted_at is null) = (body is not null)),
  unique (channel_id, seq),
  unique (channel_id, author_id, client_id)
);
create unique index message_rev on message (channel_id, rev);
create index message_reply on message (reply_to) where reply_to is not null;

create table read_mark (
  member_id uuid not null references member (id),
  channel_id uuid not null references channel (id),
  seq bigint not null,
  primary key (member_id, channel_id)
);

grant select, insert, update on channel, message, read_mark to moa_app;
