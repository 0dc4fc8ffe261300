-- Order in the room: how fast and by whom a channel may be written to, who is silent for a while, what is hidden or
-- held and why, who reported it, and every act of it in a log that the members read.

-- slow_*: one message per member in so many seconds, until then; it ends by itself. order_rev: the newer state wins
-- wherever two meet. pace_*: messages since an instant, so that a burst is seen without counting.
alter table channel add column slow_seconds integer check (slow_seconds between 1 and 3600);
alter table channel add column slow_until timestamptz;
alter table channel add column hosts_only boolean not null default false;
alter table channel add column order_rev integer not null default 0;
alter table channel add column pace_from timestamptz not null default now();
alter table channel add column pace_count integer not null default 0;
alter table channel add constraint channel_slow_whole check ((slow_seconds is null) = (slow_until is null));
alter table case_head add column pace_from timestamptz not null default now();
alter table case_head add column pace_count integer not null default 0;

-- When a member last wrote in a channel that was slow then.
create table channel_turn (
  channel_id uuid not null references channel (id),
  member_id uuid not null references member (id),
  at timestamptz not null,
  primary key (channel_id, member_id)
);

-- sent_out: removed, but free to come back. invite_id: the link they came by; null through the open door.
alter table member add column muted_until timestamptz;
alter table member add column invite_id uuid references invite (id);
alter table member drop constraint member_left_why_check;
alter table member add constraint member_left_why_check
  check (left_why in ('left', 'removed', 'sent_out', 'erased'));

-- Salts the hash of hidden words in the ledger; gone with the words, the hash says nothing any more.
alter table message add column gone_salt bytea check (octet_length(gone_salt) = 16);
create index message_in_review on message (channel_id, gone_at) where gone in ('hidden', 'held');
create index message_own_review on message (author_id, gone_at) where gone in ('hidden', 'held');

-- Addresses that were posted, as hashes, for as long as somebody may be posting the same one from many accounts.
create table message_link (
  message_id uuid not null references message (id),
  channel_id uuid not null references channel (id),
  author_id uuid not null references member (id),
  key bytea not null check (octet_length(key) = 16),
  at timestamptz not null default now(),
  primary key (message_id, key)
);
create index message_link_same on message_link (channel_id, key, at);
create index message_link_old on message_link (channel_id, at);

-- The log that members read, each row beside its entry in the ledger. actor is null for what the room does by itself.
create table moderation (
  case_id uuid not null,
  seq bigint not null,
  at timestamptz not null default now(),
  kind text not null check (kind in (
    'message.hidden', 'message.shown', 'message.held', 'message.released', 'report.dismissed', 'appeal.refused',
    'member.removed', 'member.sent_out', 'member.readmitted', 'member.muted', 'member.unmuted',
    'member.made_cohost', 'member.dismissed', 'member.made_host',
    'channel.slowed', 'channel.unslowed', 'channel.closed', 'channel.opened')),
  actor_id uuid references member (id),
  message_id uuid references message (id),
  member_id uuid references member (id),
  channel_id uuid references channel (id),
  why text check (why in ('personal', 'fraud', 'abuse', 'spam', 'false', 'reports', 'new_member', 'other')),
  seconds integer check (seconds > 0),
  until timestamptz,
  primary key (case_id, seq),
  foreign key (case_id, seq) references ledger (case_id, seq)
);
create index moderation_message on moderation (message_id) where message_id is not null;

create table report (
  message_id uuid not null references message (id),
  member_id uuid not null references member (id),
  case_id uuid not null references "case" (id),
  why text not null check (why in ('personal', 'fraud', 'abuse', 'spam', 'false', 'other')),
  at timestamptz not null default now(),
  outcome text check (outcome in ('hidden', 'kept')),
  closed_at timestamptz,
  primary key (message_id, member_id),
  constraint report_closed_whole check ((outcome is null) = (closed_at is null))
);
create index report_open on report (case_id, at) where closed_at is null;
create index report_member on report (member_id, at desc);

-- A writer's one request to look at a hidden message again.
create table appeal (
  message_id uuid primary key references message (id),
  member_id uuid not null references member (id),
  case_id uuid not null references "case" (id),
  at timestamptz not null default now(),
  outcome text check (outcome in ('shown', 'kept')),
  closed_at timestamptz,
  constraint appeal_closed_whole check ((outcome is null) = (closed_at is null))
);
create index appeal_open on appeal (case_id, at) where closed_at is null;

grant select, insert, update on channel_turn, report, appeal to moa_app;
grant select, insert, delete on message_link to moa_app;
grant select, insert on moderation to moa_app;
