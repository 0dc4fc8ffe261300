-- A claim that comes is the case that happens in bursts: its cells are put in or added to in one statement, where moving
-- them takes three. Counts stay what they were: the rows, checks and locks are the same.
create or replace function count_claim(counted uuid) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  had public.claim_counted;
  has public.claim_counted;
begin
  select * into had from public.claim_counted where claim_id = counted for update;
  select claim_id, case_id, side, member_id, remaining, array_remove(cells, null) into has
    from public.claim_to_count where claim_id = counted;
  if had is not distinct from has or has.claim_id is null then return; end if;
  if had.claim_id is null then
    with person as (
      insert into public.case_cell_person as p (case_id, side, cell, member_id, claims)
        select has.case_id, has.side, cell, has.member_id, 1 from unnest(has.cells) as cell order by cell
      on conflict (case_id, side, cell, member_id) do update set claims = p.claims + 1
      returning p.cell, p.claims
    )
    insert into public.case_cell as c (case_id, side, cell, people, claims, remaining)
      select has.case_id, has.side, cell, (claims = 1)::integer, 1, has.remaining from person order by cell
    on conflict (case_id, side, cell) do update set people = c.people + excluded.people,
      claims = c.claims + 1, remaining = c.remaining + excluded.remaining;
    insert into public.claim_counted values (has.*);
    return;
  end if;
  -- Rows to move first: a check looks at what is put in even where it only adds to what is there.
  insert into public.case_cell (case_id, side, cell, people, claims, remaining)
    select has.case_id, has.side, cell, 0, 0, 0 from unnest(has.cells) as cell order by cell
    on conflict do nothing;
  insert into public.case_cell_person (case_id, side, cell, member_id, claims)
    select has.case_id, has.side, cell, has.member_id, 0 from unnest(has.cells) as cell order by cell
    on conflict do nothing;
  with moved as materialized (
    select cell, member_id, sum(claims)::integer as claims, sum(remaining)::bigint as remaining
    from (
      select unnest(had.cells) as cell, had.member_id, -1 as claims, -had.remaining as remaining
      union all select unnest(has.cells), has.member_id, 1, has.remaining
    ) as each
    group by cell, member_id having sum(claims) <> 0 or sum(remaining) <> 0
  ), person as (
    update public.case_cell_person as p set claims = p.claims + moved.claims from moved
    where p.case_id = has.case_id and p.side = has.side and p.cell = moved.cell
      and p.member_id = moved.member_id and moved.claims <> 0
    returning p.cell, p.member_id, p.claims
  ), sums as (
    select cell, sum(moved.claims)::integer as claims, sum(moved.remaining)::bigint as remaining,
      coalesce(sum(case when person.claims = moved.claims and moved.claims > 0 then 1
        when person.claims = 0 then -1 else 0 end), 0)::integer as people
    from moved left join person using (cell, member_id) group by cell
  )
  update public.case_cell as c set people = c.people + sums.people, claims = c.claims + sums.claims,
    remaining = c.remaining + sums.remaining
  from sums where c.case_id = has.case_id and c.side = has.side and c.cell = sums.cell;
  update public.claim_counted set member_id = has.member_id, remaining = has.remaining, cells = has.cells
    where claim_id = counted;
  -- Nothing stays of what nobody claims any more, least of all the words of a card company.
  delete from public.case_cell_person where case_id = had.case_id and side = had.side and cell = any(had.cells)
    and member_id = had.member_id and claims = 0;
  delete from public.case_cell where case_id = had.case_id and side = had.side and cell = any(had.cells)
    and claims = 0;
end $$;

-- Every claim moves these few rows: with room beside them a new version of a row stays on its page and needs no index.
alter table case_cell set (fillfactor = 50);
