-- A member is told of their evidence in the same list as of their claims.
alter table notification
  add column evidence_id uuid references evidence (id) on delete cascade,
  drop constraint notification_kind_check,
  add constraint notification_kind_check check (kind in (
    'mention', 'reply', 'notice', 'claim_asked', 'claim_moved', 'claim_merging', 'evidence_infected')),
  drop constraint notification_about,
  add constraint notification_about check (
    num_nonnulls(message_id, claim_id, evidence_id) = 1 and (message_id is null) = (channel_id is null));
drop index notification_of_claim;
create index notification_of_member on notification (member_id, at) where message_id is null;
create index notification_evidence on notification (evidence_id) where evidence_id is not null;

-- How many numbers somebody had found in a picture and neither covered nor waved through when they made the copy.
alter table evidence_mask add column undecided integer not null default 0 check (undecided >= 0);
-- The letters of a picture are read in its owner's browser, after it was looked at here.
grant update on evidence_look to moa_app;
