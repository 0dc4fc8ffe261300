-- 대응 가이드: which steps a member said they did, and what the staff pins to steps. Steps are names of app/shapes/guide.ts.

-- receipt: the number an agency gave, sealed with the case's key. text_version: of the words the member followed.
create table guide_done (
  member_id uuid not null references member (id),
  step text not null check (step ~ '^[a-z0-9_]{3,30}$'),
  case_id uuid not null references "case" (id),
  text_version text not null check (char_length(text_version) between 1 and 20),
  receipt bytea,
  done_at timestamptz not null default now(),
  primary key (member_id, step)
);
create index guide_done_case on guide_done (case_id, step);

-- Every text the staff ever pinned to a step; the newest is what stands there, and an empty one that nothing does.
-- Limits in graphemes are the form's; those here are these times the 32 code units of the longest.
create table guide_advice (
  case_id uuid not null references "case" (id),
  step text not null check (step ~ '^[a-z0-9_]{3,30}$'),
  version integer not null check (version > 0),
  body text not null check (char_length(body) <= 32000),
  made_by uuid not null references member (id),
  made_at timestamptz not null default now(),
  primary key (case_id, step, version)
);
create index guide_advice_maker on guide_advice (made_by);

grant select, insert, update, delete on guide_done to moa_app;
grant select, insert on guide_advice to moa_app;

-- 사건 찾기: pages of all cases by when they were opened and by how many are in them. Fewer than five people count alike,
-- as they do wherever anybody can look.
create index case_opened on "case" (created_at desc, id desc);
create index case_head_size on case_head ((case when members < 5 then 0 else members end) desc, case_id desc);
alter table "case" add column operator_folded text not null generated always as (search_fold(operator_name)) stored;
create index case_operator on "case" using gin (operator_folded gin_trgm_ops);
