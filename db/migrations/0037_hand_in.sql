-- Every destination, what a sealed identity has, and what follows once a filing was handed in.

alter table filing drop constraint filing_destination_check;
alter table filing add constraint filing_destination_check check (destination in (
  'kca_collective', 'kca_relief', 'ecmc', 'seoul_ecommerce', 'kofair', 'fss',
  'card_issuer', 'chargeback',
  'ftc_report', 'crime_list', 'restitution_order',
  'certified_letter', 'payment_order', 'civil_suit', 'rehabilitation', 'bankruptcy',
  'lawyer'));

-- Which parts a sealed identity has, so that a missing one can be named without opening it; null before this was noted.
alter table claim_identity add column given text[]
  check (given <@ array['address', 'account', 'businessNumber', 'guardian']);
