-- Every kind of harm, the dates, ways and sums a claim may state, and the questions of its kind. Only the order and its
-- amount are needed to file: all else may be stated later, in another version. Versions made before state none of it.

alter table claim_version drop constraint claim_version_kind_check;
alter table claim_version add constraint claim_version_kind_check check (kind in (
  'refund', 'nondelivery', 'missing', 'cancelled', 'self_cancelled', 'silent', 'defect', 'wrong_item', 'voucher', 'coupon',
  'settlement', 'stock', 'double_refund'));

alter table claim_version
  -- what deadlines and interest count from
  add column promised_on date,
  add column delivered_on date,
  add column known_on date,
  add column notice_on date,
  add column cancelled_on date,
  add column cancelled_at time,
  add column refund_promised_on date,
  add column period_from date,
  add column period_to date,
  add column closed_on date,
  -- where and through whom it was bought
  add column order_source text check (order_source in ('app', 'web', 'live', 'message', 'phone', 'other')),
  add column seller_name text not null default '',
  add column payment_gateway text not null default '',
  add column approval_number text not null default '',
  add column tracking_number text not null default '',
  -- the shop never gave a tracking number (송장 미발급)
  add column no_tracking boolean not null default false,
  -- won; principal = items + shipping − coupon − points
  add column shipping bigint not null default 0 check (shipping >= 0),
  add column coupon bigint not null default 0 check (coupon >= 0),
  add column points bigint not null default 0 check (points >= 0),
  add column gross bigint check (gross >= 0),
  add column fee bigint check (fee >= 0),
  add column deductions bigint check (deductions >= 0),
  -- loss that followed: never part of the principal
  add column loss bigint not null default 0 check (loss >= 0),
  add column loss_what text not null default '',
  -- [{on: date or null, amount}], adding up to `refunded` where there are any
  add column refunds jsonb not null default '[]' check (jsonb_typeof(refunds) = 'array'),
  -- [{on, what, words, amount, toWhom, answer}]
  add column offers jsonb not null default '[]' check (jsonb_typeof(offers) = 'array'),
  add column relief text check (relief in ('delivery', 'refund', 'points', 'apology', 'damages')),
  -- the questions of the kind, by key
  add column answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object'),
  add column extra_consent text not null default '',
  add constraint claim_tracking_either check (not (no_tracking and tracking_number <> '')),
  add constraint claim_period_forward check (period_to >= period_from);

-- How many of a line arrived, where a part is missing.
alter table claim_item add column received integer check (received between 0 and quantity);

create or replace function erase_statements(erased uuid) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not exists (
    select from public.member
    join public.ledger on ledger.case_id = member.case_id and ledger.kind = 'member.erased'
      and ledger.data ->> 'memberId' = member.id::text
    where member.id = erased and member.left_why = 'erased'
  ) then
    raise exception 'Nobody of this id was erased' using errcode = 'insufficient_privilege';
  end if;
  update public.claim_version set order_number = '', card_issuer = '', story = '', withdrawn_why = '',
      seller_name = '', payment_gateway = '', approval_number = '', tracking_number = '', loss_what = '',
      offers = '[]', answers = '{}'
    from public.claim where claim.id = claim_version.claim_id and claim.member_id = erased;
  update public.claim_item set name = ''
    from public.claim where claim.id = claim_item.claim_id and claim.member_id = erased;
end $$;
