-- A page as a member saw it: where, when, and the hash of what they kept of it. Nothing of ours ever fetches the address.

create table page_capture (
  id uuid primary key,
  case_id uuid not null references "case" (id),
  member_id uuid not null references member (id),
  url text not null check (char_length(url) between 1 and 1000),
  seen_at timestamptz not null,
  sha256 bytea not null check (octet_length(sha256) = 32),
  evidence_id uuid references evidence (id) on delete set null,
  made_at timestamptz not null default now(),
  removed_at timestamptz
);
create index page_capture_member on page_capture (member_id, seen_at desc) where removed_at is null;
create index page_capture_case on page_capture (case_id);
create index page_capture_evidence on page_capture (evidence_id) where evidence_id is not null;

grant select, insert, update, delete on page_capture to moa_app;
