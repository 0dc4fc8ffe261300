-- Where else the group of a case meets, and the public warning signs of all cases.

-- Where else the group of a case meets (카카오톡 1·2호점, 카페): name, link and how many are there as somebody counted.
-- The room of KakaoTalk files read here says how far its talk was brought over.
create table other_room (
  id uuid primary key,
  case_id uuid not null references "case" (id),
  kind text not null check (kind in ('kakao', 'cafe', 'other')),
  name text not null check (char_length(name) between 1 and 120),
  url text not null default '' check (char_length(url) <= 1000),
  headcount integer check (headcount between 1 and 1000000),
  -- the day in Seoul on which somebody counted
  counted_on date check (counted_on >= '1990-01-01'),
  kakao_room_id uuid references kakao_room (id) on delete set null,
  -- shown to everybody on the public page, not to members alone
  is_public boolean not null default false,
  made_by uuid not null references member (id),
  made_at timestamptz not null default now(),
  removed_at timestamptz,
  constraint other_room_counted check (num_nulls(headcount, counted_on) in (0, 2)),
  constraint other_room_kakao check (kakao_room_id is null or kind = 'kakao')
);
create index other_room_case on other_room (case_id, made_at) where removed_at is null;
create index other_room_kakao_room on other_room (kakao_room_id) where kakao_room_id is not null;
create index other_room_maker on other_room (made_by);

grant select, insert, update on other_room to moa_app;

-- Signs everybody may see, over all cases.
create index fact_sign on fact (happened_at desc, id desc) where kind = 'sign' and is_public and removed_at is null;
