-- The Merkle tree of a case over its ledger (RFC 6962), and its signed roots.

-- Of each entry the hashes of the subtrees that are whole with it, smallest first: its leaf, then the subtrees of two,
-- four … entries that end here. So every subtree of the tree stands in the row of its last entry.
alter table ledger add column tree bytea;
update ledger set tree = sha256('\x00'::bytea || hash);

-- The tree over what was recorded before: level by level, each subtree from its two halves.
create function build_tree() returns void language plpgsql as $$
declare half bigint := 1;
begin
  while exists (select from ledger where seq >= half * 2) loop
    update ledger as whole
      set tree = whole.tree || sha256('\x01'::bytea || substring(lower.tree from octet_length(lower.tree) - 31) ||
                                      substring(whole.tree from octet_length(whole.tree) - 31))
      from ledger as lower
      where whole.seq % (half * 2) = 0 and lower.case_id = whole.case_id and lower.seq = whole.seq - half;
    half := half * 2;
  end loop;
end $$;
select build_tree();
drop function build_tree;
alter table ledger
  alter column tree set not null,
  add check (octet_length(tree) >= 32 and octet_length(tree) % 32 = 0);

-- The right edge of the tree: its largest whole subtrees from left to right, all that the next entry needs.
alter table case_head add column ledger_edge bytea not null default '' check (octet_length(ledger_edge) % 32 = 0);
update case_head set ledger_edge = coalesce((
  select string_agg(substring(ledger.tree from bit * 32 + 1 for 32), ''::bytea order by bit desc)
  from generate_series(0, 50) as bit
  join ledger on ledger.case_id = case_head.case_id
    and ledger.seq = (case_head.ledger_seq >> bit) << bit
  where (case_head.ledger_seq >> bit) & 1 = 1), '');

-- The public halves of the keys that signed, for good: a signature must stay checkable after its key is gone.
create table ledger_signer (
  key_id text primary key,
  public_key bytea not null unique check (octet_length(public_key) = 32),
  since timestamptz not null default now()
);
grant select, insert on ledger_signer to moa_app;

-- Signed roots: "at this moment the ledger had so many entries and this root" (app/proof/checkpoint.ts). They take the
-- place of ledger_checkpoint, which signed the hash of the last entry alone; what was signed there stays checked.
create table ledger_root (
  case_id uuid not null references "case" (id),
  size bigint not null,
  root bytea not null check (octet_length(root) = 32),
  at timestamptz not null,
  signer text not null references ledger_signer (key_id),
  signature bytea not null check (octet_length(signature) = 64),
  primary key (case_id, size),
  foreign key (case_id, size) references ledger (case_id, seq)
);
grant select, insert on ledger_root to moa_app;
revoke insert on ledger_checkpoint from moa_app;

-- The entries of one claim or one piece of evidence, for its receipt.
create index ledger_about on ledger (case_id, (coalesce(data ->> 'claimId', data ->> 'evidenceId')), seq)
  where coalesce(data ->> 'claimId', data ->> 'evidenceId') is not null;
