-- Leaving for good: a person's words and names go, ids, numbers and hashes stay.

-- What is a member's own business alone goes as whole rows.
grant delete on evidence, citation, fact, read_mark, channel_turn, notify_member, notify_channel to moa_app;

-- Versions of a claim never change, but those of somebody who is erased lose their words. The application may not
-- update them; this may, for nobody but those whose erasure stands in the ledger.
create function erase_statements(erased uuid) returns void
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
  update public.claim_version set order_number = '', card_issuer = '', story = '', withdrawn_why = ''
    from public.claim where claim.id = claim_version.claim_id and claim.member_id = erased;
  update public.claim_item set name = ''
    from public.claim where claim.id = claim_item.claim_id and claim.member_id = erased;
end $$;
revoke all on function erase_statements from public;
grant execute on function erase_statements to moa_app;

-- Whether something went out of sight, or somebody was erased, since an export was asked for.
create index message_gone on message (channel_id, gone_at) where gone is not null;
create index member_erased on member (case_id, left_at) where left_why = 'erased';
