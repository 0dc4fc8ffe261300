-- Who wants to hear of what and where, and what they were told of. The channel itself is the queue: notify_reach says
-- up to which message it was read for mentions, answers and notices, so that a message writes nothing here.

-- What the server itself must keep secret, sealed under the master key: the key that signs pushes.
create table server_secret (
  name text primary key check (name ~ '^[a-z_]+$'),
  sealed bytea not null
);

-- A member's wishes; without a row, those of the defaults. Hours of the day in Seoul; both null: no quiet hours.
create table notify_member (
  member_id uuid primary key references member (id),
  quiet_from smallint default 21 check (quiet_from between 0 and 23),
  quiet_to smallint default 8 check (quiet_to between 0 and 23),
  digest boolean not null default false,
  digest_at timestamptz,
  -- what was told up to here was seen in the list
  seen_at timestamptz,
  constraint notify_quiet_whole check (num_nulls(quiet_from, quiet_to) in (0, 2) and quiet_from <> quiet_to)
);
create index notify_member_digest on notify_member (member_id) where digest;

-- Without a row: personal.
create table notify_channel (
  member_id uuid not null references member (id),
  channel_id uuid not null references channel (id),
  level text not null check (level in ('everything', 'personal', 'nothing')),
  primary key (member_id, channel_id)
);
create index notify_channel_everything on notify_channel (channel_id) where level = 'everything';

-- A browser that may be pushed to, for one membership of the person signed in there. It goes with its session.
alter table member add constraint member_in_case unique (id, case_id);
create table push_device (
  id uuid primary key default gen_random_uuid(),
  member_id uuid not null,
  case_id uuid not null,
  session_id bytea not null references session (id) on delete cascade,
  endpoint text not null check (char_length(endpoint) between 12 and 1000),
  p256dh bytea not null check (octet_length(p256dh) = 65),
  auth bytea not null check (octet_length(auth) = 16),
  -- pushes in a row that the service did not take
  failures smallint not null default 0,
  made_at timestamptz not null default now(),
  foreign key (member_id, case_id) references member (id, case_id),
  unique (member_id, session_id)
);
create index push_device_session on push_device (session_id);
create index push_device_case on push_device (case_id);
create index push_device_endpoint on push_device using hash (endpoint);

-- What somebody was told of: always a message. Without a member it is for everybody who reads the channel.
create table notification (
  id uuid primary key default gen_random_uuid(),
  channel_id uuid not null references channel (id),
  member_id uuid references member (id),
  kind text not null check (kind in ('mention', 'reply', 'notice')),
  message_id uuid not null references message (id),
  at timestamptz not null default clock_timestamp(),
  pushed_at timestamptz,
  constraint notification_for_whom check ((kind = 'notice') = (member_id is null)),
  unique nulls not distinct (message_id, member_id)
);
create index notification_place on notification (channel_id, member_id, at);
create index notification_age on notification (at);

create table notify_reach (
  channel_id uuid primary key references channel (id),
  -- read up to here
  seq bigint not null,
  -- those who want everything were pushed up to here, then
  pushed_seq bigint not null,
  pushed_at timestamptz
);
-- What was said before there were notifications calls nobody.
insert into notify_reach (channel_id, seq, pushed_seq) select id, head, head from channel;

grant select, insert, update on server_secret, notify_member, notify_channel, notify_reach to moa_app;
grant select, insert, update, delete on push_device, notification to moa_app;

-- Like enqueue_job, not before `run_at`. While a job with the same key waits, it keeps its time: many wishes, one run.
create function enqueue_job_later(
  task text, payload json, job_key text, max_attempts integer, run_at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform graphile_worker.add_job(
    task, payload, run_at := enqueue_job_later.run_at, job_key := enqueue_job_later.job_key,
    max_attempts := enqueue_job_later.max_attempts, job_key_mode := 'preserve_run_at');
end $$;
revoke all on function enqueue_job_later from public;
grant execute on function enqueue_job_later to moa_app;
