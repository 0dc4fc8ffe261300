-- Claims. A claim row is the envelope; every statement the person made is a version that never changes.

create table claim (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references "case" (id),
  member_id uuid not null references member (id),
  -- made by the form when it opens, so that sending twice files once
  client_id uuid not null,
  receipt_no integer not null check (receipt_no > 0),
  side text not null check (side in ('buyer', 'seller')),
  state text not null default 'submitted' check (state in ('submitted', 'withdrawn')),
  version integer not null default 1,
  submitted_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  unique (case_id, receipt_no),
  unique (member_id, client_id)
);

create table claim_version (
  claim_id uuid not null references claim (id),
  version integer not null check (version > 0),
  -- made by the form when it opens, so that sending a change twice makes one version
  client_id uuid not null,
  kind text not null check (kind in ('refund', 'nondelivery', 'settlement')),
  state text not null check (state in ('submitted', 'withdrawn')),
  order_number text not null default '',
  ordered_on date,
  paid_on date,
  payment_method text check (payment_method in (
    'card_once', 'card_installment', 'transfer', 'virtual_account', 'easy_pay', 'voucher', 'phone')),
  card_issuer text not null default '',
  installment_months smallint check (installment_months between 2 and 60),
  settlement_cycle text check (settlement_cycle in ('daily', 'weekly', 'biweekly', 'monthly', 'after_confirm', 'other')),
  due_on date,
  principal bigint not null check (principal > 0),
  refunded bigint not null check (refunded >= 0),
  remaining bigint not null,
  story text not null default '',
  consent_version text not null,
  consent_sha256 bytea not null check (octet_length(consent_sha256) = 32),
  withdrawn_why text not null default '',
  made_by uuid not null references member (id),
  made_at timestamptz not null default now(),
  primary key (claim_id, version),
  unique (claim_id, client_id),
  constraint claim_remaining_computed check (remaining = principal - refunded and remaining >= 0)
);
alter table claim add constraint claim_current_version
  foreign key (id, version) references claim_version (claim_id, version) deferrable initially deferred;

create table claim_item (
  claim_id uuid not null,
  version integer not null,
  no smallint not null check (no > 0),
  name text not null,
  quantity integer not null check (quantity between 1 and 100000),
  amount bigint not null check (amount >= 0),
  primary key (claim_id, version, no),
  foreign key (claim_id, version) references claim_version (claim_id, version)
);

-- Name, phone and e-mail of the claimant: one AES-256-GCM blob a version, bound to its row by the AAD.
create table claim_identity (
  claim_id uuid not null,
  version integer not null,
  sealed bytea not null,
  primary key (claim_id, version),
  foreign key (claim_id, version) references claim_version (claim_id, version)
);

-- Keyed indexes of order number, phone and e-mail of the current version, to find the same one again without reading it.
create table claim_index (
  claim_id uuid not null references claim (id),
  kind text not null check (kind in ('order', 'phone', 'email')),
  case_id uuid not null references "case" (id),
  value bytea not null check (octet_length(value) = 16),
  primary key (claim_id, kind)
);
create index claim_index_value on claim_index (case_id, kind, value);
create index claim_member on claim (member_id);

grant select, insert, update on claim to moa_app;
grant select, insert on claim_version, claim_item to moa_app;
grant select, insert, delete on claim_identity to moa_app;
grant select, insert, update, delete on claim_index to moa_app;
