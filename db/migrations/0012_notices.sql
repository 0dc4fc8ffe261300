-- What the staff tells the room and what the room decides: notices, polls, the schedule, keyword answers, the welcome.
-- Each stands in a channel, is seen by those who see that channel, and shows itself in the conversation as a card.
-- Texts are limited in graphemes by their forms; the limits here are those times the 32 code units of the longest.

create table notice (
  -- made by the form when it opens, so that sending twice publishes once
  id uuid primary key,
  case_id uuid not null references "case" (id),
  channel_id uuid not null references channel (id),
  state text not null check (state in ('scheduled', 'published', 'cancelled', 'withdrawn')),
  version integer not null default 1 check (version > 0),
  -- who answers for its publication: the writer, or whoever set its time last
  by_member uuid not null references member (id),
  -- the message it was made from
  source_id uuid references message (id),
  publish_at timestamptz,
  published_at timestamptz,
  message_id uuid unique references message (id),
  -- whether to pin it when it is published
  pins boolean not null default true,
  -- its place in the bar of its channel, 1 on top
  pin smallint check (pin between 1 and 3),
  acks integer not null default 0 check (acks >= 0),
  constraint notice_pin_place unique (channel_id, pin) deferrable initially deferred,
  constraint notice_pinned_is_published check (pin is null or state = 'published'),
  constraint notice_scheduled_has_time check (state <> 'scheduled' or publish_at is not null),
  constraint notice_published_whole check (num_nulls(published_at, message_id) in (0, 2)),
  constraint notice_shown_is_published check ((state in ('published', 'withdrawn')) = (published_at is not null))
);
create index notice_channel on notice (channel_id, published_at desc);
create index notice_waiting on notice (case_id, publish_at) where state = 'scheduled';

-- Every text a notice ever had; the newest is what it says now.
create table notice_version (
  notice_id uuid not null references notice (id),
  version integer not null check (version > 0),
  title text not null check (char_length(title) between 1 and 2560),
  body text not null check (char_length(body) between 1 and 64000),
  made_by uuid not null references member (id),
  made_at timestamptz not null default now(),
  primary key (notice_id, version)
);
alter table notice add constraint notice_current_version
  foreign key (id, version) references notice_version (notice_id, version) deferrable initially deferred;

-- "확인했어요": one row a member; notice.acks counts them in the same transaction.
create table notice_ack (
  notice_id uuid not null references notice (id),
  member_id uuid not null references member (id),
  at timestamptz not null default now(),
  primary key (notice_id, member_id)
);

create table poll (
  id uuid primary key,
  case_id uuid not null references "case" (id),
  channel_id uuid not null references channel (id),
  made_by uuid not null references member (id),
  made_at timestamptz not null default now(),
  question text not null check (char_length(question) between 1 and 3200),
  multiple boolean not null,
  anonymous boolean not null,
  closes_at timestamptz,
  closed_at timestamptz,
  voters integer not null default 0 check (voters >= 0),
  message_id uuid not null unique references message (id)
);
create index poll_channel on poll (channel_id, made_at desc);
create index poll_open on poll (made_by) where closed_at is null;

create table poll_option (
  poll_id uuid not null references poll (id),
  no smallint not null check (no between 1 and 20),
  label text not null check (char_length(label) between 1 and 1920),
  votes integer not null default 0 check (votes >= 0),
  primary key (poll_id, no)
);

-- One row a member. When an anonymous poll closes, what each chose is forgotten and only the counts stay.
create table poll_vote (
  poll_id uuid not null references poll (id),
  member_id uuid not null references member (id),
  choices smallint[] check (cardinality(choices) between 1 and 20),
  at timestamptz not null default now(),
  primary key (poll_id, member_id)
);

-- A date of the case: a hearing, an agency's deadline. Dates and times are those of Korea.
create table event (
  id uuid primary key,
  case_id uuid not null references "case" (id),
  channel_id uuid not null references channel (id),
  state text not null default 'standing' check (state in ('standing', 'cancelled')),
  -- grows with every change, so that calendars know the newer entry (RFC 5545 §3.8.7.4)
  sequence integer not null default 0 check (sequence >= 0),
  title text not null check (char_length(title) between 1 and 2560),
  starts_on date not null,
  starts_at time(0),
  ends_on date,
  ends_at time(0),
  place text not null default '' check (char_length(place) <= 3200),
  link text not null default '' check (char_length(link) <= 1000),
  note text not null default '' check (char_length(note) <= 32000),
  made_by uuid not null references member (id),
  made_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  message_id uuid not null unique references message (id),
  constraint event_end_whole check (ends_at is null or (starts_at is not null and ends_on is not null)),
  constraint event_ends_after check (
    (ends_on is null or ends_on >= starts_on)
    and (ends_at is null or ends_on > starts_on or ends_at > starts_at)),
  constraint event_timed_end check (ends_on is null or (ends_at is null) = (starts_at is null))
);
create index event_case on event (case_id, starts_on);

-- What hosts answer again and again, found by a keyword.
create table host_answer (
  id uuid primary key,
  case_id uuid not null references "case" (id),
  keywords text[] not null check (cardinality(keywords) between 1 and 5),
  question text not null check (char_length(question) between 1 and 3200),
  answer text not null check (char_length(answer) between 1 and 32000),
  changed_by uuid not null references member (id),
  changed_at timestamptz not null default now(),
  removed_at timestamptz
);
create index host_answer_case on host_answer (case_id) where removed_at is null;

-- What newcomers read first. Those who were in before `since` are no newcomers.
create table case_welcome (
  case_id uuid primary key references "case" (id),
  body text not null check (char_length(body) <= 32000),
  since timestamptz not null default now(),
  changed_by uuid not null references member (id),
  changed_at timestamptz not null default now()
);
alter table member add column welcomed_at timestamptz;

grant select, insert, update on notice, poll, poll_option, event, host_answer, case_welcome to moa_app;
grant select, insert on notice_version, notice_ack to moa_app;
grant select, insert, update, delete on poll_vote to moa_app;

-- A job for a later moment. While one with the same key waits, asking again moves it.
create function enqueue_job_at(task text, payload json, job_key text, max_attempts integer, run_at timestamptz)
  returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform graphile_worker.add_job(
    task, payload, run_at := enqueue_job_at.run_at, job_key := enqueue_job_at.job_key,
    max_attempts := enqueue_job_at.max_attempts);
end $$;
revoke all on function enqueue_job_at from public;
grant execute on function enqueue_job_at to moa_app;
