-- Helpers with a label (자격): observers, lawyers, press and staff of agencies. What each may see stands in one table of
-- the application (app/shapes/labels.ts). A link may carry a label, and a filing is shown to labelled helpers one by one.

alter table member drop constraint member_side_check;
alter table member add constraint member_side_check check (
  side in ('buyer', 'seller', 'both', 'helper', 'observer', 'lawyer', 'press', 'agency'));
alter table member add constraint member_label_no_office check (
  role = 'member' or side not in ('observer', 'lawyer', 'press', 'agency'));

alter table invite add column label text check (label in ('observer', 'lawyer', 'press', 'agency'));

create table filing_grant (
  filing_id uuid not null references filing (id),
  member_id uuid not null references member (id),
  granted_by uuid not null references member (id),
  at timestamptz not null default now(),
  primary key (filing_id, member_id)
);
create index filing_grant_member on filing_grant (member_id);
create index filing_grant_by on filing_grant (granted_by);
grant select, insert, delete on filing_grant to moa_app;

-- Recruiting (수임, 모금) without the label waits for a look.
alter table message drop constraint message_gone_why_check;
alter table message add constraint message_gone_why_check check (
  gone_why in ('personal', 'fraud', 'abuse', 'spam', 'false', 'reports', 'new_member', 'recruit', 'other'));
alter table moderation drop constraint moderation_why_check;
alter table moderation add constraint moderation_why_check check (
  why in ('personal', 'fraud', 'abuse', 'spam', 'false', 'reports', 'new_member', 'recruit', 'other'));
alter table moderation drop constraint moderation_kind_check;
alter table moderation add constraint moderation_kind_check check (kind in (
  'message.hidden', 'message.shown', 'message.held', 'message.released', 'report.dismissed', 'appeal.refused',
  'member.removed', 'member.sent_out', 'member.readmitted', 'member.muted', 'member.unmuted',
  'member.made_cohost', 'member.dismissed', 'member.made_host', 'member.labelled',
  'channel.slowed', 'channel.unslowed', 'channel.closed', 'channel.opened'));
