-- KakaoTalk conversations that members brought along. The file itself lies sealed in the file store under file_key.
-- What is read from it stands here once however many files hold it: a message is known by its room, minute and a keyed
-- digest of who said what for the how manieth time; each file that holds it cites its lines.

create table kakao_room (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references "case" (id),
  audience text not null check (audience in ('all', 'buyer', 'seller', 'staff')),
  -- set: a conversation of two, of which others see only the lines that its owner picked
  owner_id uuid references member (id),
  -- keyed: the room's name may be somebody's
  name_key bytea not null check (octet_length(name_key) = 16),
  name text not null check (char_length(name) <= 60),
  made_at timestamptz not null default now(),
  unique nulls not distinct (case_id, audience, owner_id, name_key)
);

-- Names people had in KakaoTalk. no is the figure in "참여자 3". The name itself is not kept: a keyed index finds it again.
create table kakao_name (
  id integer primary key generated always as identity,
  case_id uuid not null references "case" (id),
  no integer not null check (no > 0),
  name_key bytea not null check (octet_length(name_key) = 16),
  -- whoever saved a file stands in it as "회원님"
  member_id uuid references member (id),
  -- the app's own bots are nobody
  is_bot boolean not null default false,
  unique (case_id, no),
  unique (case_id, name_key)
);

-- The first state is for the job, the last two for good. lines_done: the last line whose batch is in; a reading that was
-- cut off goes on behind it. moved_at: when a batch last came in.
create table kakao_import (
  id uuid primary key,
  case_id uuid not null references "case" (id),
  member_id uuid not null references member (id),
  audience text not null check (audience in ('all', 'buyer', 'seller', 'staff')),
  -- as typed; '' takes the name that stands in the file
  room_name text not null default '' check (char_length(room_name) <= 60),
  own_name_id integer references kakao_name (id),
  is_pair boolean not null default false,
  room_id uuid references kakao_room (id),
  file_name text not null check (char_length(file_name) <= 120),
  file_key text unique,
  bytes bigint not null check (bytes >= 0),
  sha256 bytea not null check (octet_length(sha256) = 32),
  state text not null default 'waiting' check (state in ('waiting', 'reading', 'ready', 'failed', 'withdrawn')),
  failed_why text check (state = 'failed' or failed_why is null),
  format text check (format in ('pc', 'android', 'iphone', 'english', 'csv')),
  text_bytes bigint not null default 0,
  bytes_done bigint not null default 0,
  lines_done integer not null default 0,
  lines integer not null default 0,
  lines_message integer not null default 0,
  lines_system integer not null default 0,
  lines_skipped integer not null default 0,
  messages integer not null default 0,
  fresh integer not null default 0,
  media integer not null default 0,
  media_files integer not null default 0,
  undated integer not null default 0,
  shortened integer not null default 0,
  covered integer not null default 0,
  -- the file holds a resident registration number, so it is not kept (개인정보 보호법 제24조의2)
  has_resident boolean not null default false,
  first_minute integer,
  last_minute integer,
  moved_at timestamptz not null default now(),
  made_at timestamptz not null default now(),
  ended_at timestamptz,
  constraint kakao_lines_add_up check (lines = lines_message + lines_system + lines_skipped),
  constraint kakao_ready_whole check (state <> 'ready' or num_nulls(room_id, format, ended_at) = 0)
);
create index kakao_import_case on kakao_import (case_id, made_at desc);
create index kakao_import_room on kakao_import (room_id);
create index kakao_import_member on kakao_import (member_id, made_at desc);
create index kakao_import_open on kakao_import (moved_at) where state in ('waiting', 'reading');

-- Lines that were left out, for whoever brought the file; the first of them when there are many. Covered like messages.
create table kakao_skipped (
  import_id uuid not null references kakao_import (id),
  line_from integer not null check (line_from > 0),
  line_to integer not null check (line_to >= line_from),
  reason text not null check (reason in ('bad_date', 'bad_time', 'orphan')),
  body text not null check (char_length(body) <= 300),
  primary key (import_id, line_from)
);

-- Which names occur in a room, and who said that one of them is theirs there. One name may be several people's.
create table kakao_room_name (
  room_id uuid not null references kakao_room (id),
  name_id integer not null references kakao_name (id),
  primary key (room_id, name_id)
);
create index kakao_room_name_name on kakao_room_name (name_id);

create table kakao_name_claim (
  room_id uuid not null,
  name_id integer not null,
  member_id uuid not null references member (id),
  made_at timestamptz not null default now(),
  primary key (room_id, name_id, member_id),
  foreign key (room_id, name_id) references kakao_room_name (room_id, name_id) on delete cascade
);

-- minute: minutes since 1970-01-01T00:00Z, 0 where the file tells no day. place: order within the minute.
create table kakao_message (
  room_id uuid not null references kakao_room (id),
  minute integer not null check (minute >= 0),
  digest bytea not null check (octet_length(digest) = 12),
  place integer not null,
  name_id integer references kakao_name (id),
  kind text not null,
  body text not null check (char_length(body) <= 20000),
  picked boolean not null default false,
  primary key (room_id, minute, digest)
);
create index kakao_message_picked on kakao_message (room_id, minute) where picked;

create table kakao_citation (
  room_id uuid not null,
  minute integer not null,
  digest bytea not null,
  import_id uuid not null references kakao_import (id),
  line_from integer not null check (line_from > 0),
  line_to integer not null check (line_to >= line_from),
  primary key (room_id, minute, digest, import_id),
  foreign key (room_id, minute, digest) references kakao_message (room_id, minute, digest)
);

grant select, insert, update on kakao_room, kakao_name, kakao_import to moa_app;
grant select, insert, update, delete on kakao_message to moa_app;
grant select, insert, delete on kakao_citation, kakao_skipped, kakao_room_name, kakao_name_claim to moa_app;
