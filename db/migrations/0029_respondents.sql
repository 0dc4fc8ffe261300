-- Whom a case is against (상대방), what is publicly known of each, who said whose fault it is, and whom a claim names.

-- Anybody proposes, the staff keeps. source says where the contact facts were read. A person is only ever a name.
create table respondent (
  id uuid primary key,
  case_id uuid not null references "case" (id),
  role text not null check (role in ('shop', 'marketplace', 'pg', 'courier', 'maker', 'seller', 'person')),
  name text not null check (char_length(name) between 1 and 120),
  name_key text not null check (name_key <> ''),
  business_number char(10) check (business_number ~ '^[0-9]{10}$'),
  mail_order_number text not null default '' check (char_length(mail_order_number) <= 40),
  phone text not null default '' check (char_length(phone) <= 60),
  address text not null default '' check (char_length(address) <= 400),
  web text not null default '' check (char_length(web) <= 1000),
  hours text not null default '' check (char_length(hours) <= 120),
  source text not null default '' check (char_length(source) <= 400),
  state text not null default 'proposed' check (state in ('proposed', 'kept')),
  made_by uuid not null references member (id),
  made_at timestamptz not null default now(),
  decided_by uuid references member (id),
  decided_at timestamptz,
  removed_at timestamptz,
  constraint respondent_decided_whole check (
    num_nulls(decided_by, decided_at) in (0, 2) and (state = 'proposed' or decided_at is not null)),
  constraint respondent_sourced check (source <> '' or (phone = '' and address = '' and web = '' and hours = '')),
  constraint respondent_person_bare check (
    role <> 'person' or (business_number is null and mail_order_number = '' and phone = '' and address = '')),
  unique (id, case_id)
);
create unique index respondent_name on respondent (case_id, role, name_key) where removed_at is null;
create index respondent_number on respondent (business_number)
  where removed_at is null and state = 'kept' and business_number is not null;
create index respondent_maker on respondent (made_by);

-- What one respondent said of another's fault. said_on is a day in Seoul.
create table blame (
  id uuid primary key,
  case_id uuid not null references "case" (id),
  speaker_id uuid not null,
  blamed_id uuid not null,
  quote text not null check (char_length(quote) between 1 and 600),
  said_on date not null,
  source text not null check (char_length(source) between 1 and 400),
  url text not null default '' check (char_length(url) <= 1000),
  state text not null default 'proposed' check (state in ('proposed', 'kept')),
  made_by uuid not null references member (id),
  made_at timestamptz not null default now(),
  decided_by uuid references member (id),
  decided_at timestamptz,
  removed_at timestamptz,
  constraint blame_of_another check (speaker_id <> blamed_id),
  constraint blame_decided_whole check (
    num_nulls(decided_by, decided_at) in (0, 2) and (state = 'proposed' or decided_at is not null)),
  foreign key (speaker_id, case_id) references respondent (id, case_id),
  foreign key (blamed_id, case_id) references respondent (id, case_id)
);
create index blame_case on blame (case_id, said_on, id) where removed_at is null;
create index blame_maker on blame (made_by);
create index blame_speaker on blame (speaker_id);
create index blame_blamed on blame (blamed_id);

create table claim_respondent (
  claim_id uuid not null references claim (id),
  respondent_id uuid not null references respondent (id),
  primary key (claim_id, respondent_id)
);
create index claim_respondent_respondent on claim_respondent (respondent_id);

grant select, insert, update, delete on respondent, blame to moa_app;
grant select, insert, delete on claim_respondent to moa_app;
