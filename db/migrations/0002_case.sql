-- A case, its members, its join links and its running totals.

create table "case" (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]{10}$'),
  shop_name text not null check (char_length(shop_name) between 1 and 60),
  -- shop_key: NFKC, lower, no spaces or punctuation. shop_jamo: the same, taken apart into letters, so that a
  -- half-typed syllable is already similar.
  shop_key text not null,
  shop_jamo text not null,
  operator_name text not null default '',
  business_number char(10) check (business_number ~ '^[0-9]{10}$'),
  troubles text[] not null check (cardinality(troubles) between 1 and 6),
  notice_on date,
  closes_on date,
  settles_on date,
  notice_text text not null default '',
  notice_url text not null default '',
  admits text[] not null check (cardinality(admits) between 1 and 4),
  open_join boolean not null default true,
  created_at timestamptz not null default now(),
  constraint case_troubles_known check (
    troubles <@ array['closed', 'unreachable', 'cancelled', 'missing', 'defective', 'unsettled']),
  constraint case_admits_known check (admits <@ array['buyer', 'seller', 'both', 'helper'])
);
create index case_shop_jamo on "case" using gin (shop_jamo gin_trgm_ops);
create index case_shop_key on "case" (shop_key);
create unique index case_business_number on "case" (business_number);

-- What changes with every act in the case; its row lock orders the ledger and the receipt numbers.
create table case_head (
  case_id uuid primary key references "case" (id),
  ledger_seq bigint not null default 0,
  ledger_hash bytea not null,
  last_receipt integer not null default 0,
  members integer not null default 0 check (members >= 0)
);

-- The data key of a case, wrapped by the master key. Deleting this row makes the case's sealed data unreadable.
create table case_key (
  case_id uuid primary key references "case" (id),
  wrapped bytea not null,
  master_key_id text not null,
  created_at timestamptz not null default now()
);

-- Buyers and sellers stand in separate rows and are never added up.
create table case_total (
  case_id uuid not null references "case" (id),
  side text not null check (side in ('buyer', 'seller')),
  claimants integer not null default 0 check (claimants >= 0),
  claims integer not null default 0 check (claims >= 0),
  remaining bigint not null default 0 check (remaining >= 0),
  primary key (case_id, side)
);

create table member (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references "case" (id),
  account_id uuid not null references account (id),
  nickname text not null,
  nickname_key text not null,
  side text not null check (side in ('buyer', 'seller', 'both', 'helper')),
  role text not null default 'member' check (role in ('host', 'cohost', 'member')),
  rules_version text not null,
  joined_at timestamptz not null default now(),
  left_at timestamptz,
  left_why text check (left_why in ('left', 'removed')),
  constraint member_left_whole check (num_nulls(left_at, left_why) in (0, 2)),
  unique (case_id, account_id)
);
-- A name stays taken after its owner left: what was said under it must not seem to be another's.
create unique index member_nickname on member (case_id, nickname_key);
create index member_account on member (account_id);

create table invite (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references "case" (id),
  code_hash bytea not null unique,
  created_by uuid not null references member (id),
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  max_uses integer check (max_uses between 1 and 100000),
  uses integer not null default 0,
  revoked_at timestamptz,
  constraint invite_within_cap check (max_uses is null or uses <= max_uses)
);
create index invite_case on invite (case_id);

grant select, insert, update on "case", case_head, case_total, member, invite to moa_app;
grant select, insert, update, delete on case_key to moa_app;
