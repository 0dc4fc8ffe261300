-- The ledger: what happened, in order, chained by hash. Ids, kinds, hashes and numbers only, never words or names,
-- so that erasing a person's words breaks no proof. The application may add rows and read them, nothing else.

create table ledger (
  case_id uuid not null references "case" (id),
  seq bigint not null check (seq > 0),
  at timestamptz not null,
  kind text not null check (kind ~ '^[a-z]+\.[a-z_]+$'),
  actor uuid references member (id),
  data jsonb not null default '{}',
  prev_hash bytea not null check (octet_length(prev_hash) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  primary key (case_id, seq)
);

-- A signed statement "at this moment the chain ended here".
create table ledger_checkpoint (
  case_id uuid not null references "case" (id),
  seq bigint not null,
  hash bytea not null,
  at timestamptz not null default now(),
  key_id text not null,
  signature bytea not null,
  primary key (case_id, seq),
  foreign key (case_id, seq) references ledger (case_id, seq)
);

grant select, insert on ledger, ledger_checkpoint to moa_app;
