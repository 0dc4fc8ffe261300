-- An export can be called off by who asked for it, and says while it is written that somebody still writes it.
alter table export drop constraint export_state_check;
alter table export add constraint export_state_check
  check (state in ('waiting', 'building', 'ready', 'failed', 'expired', 'cancelled'));
-- when its writer last gave a sign of life
alter table export add column heard_at timestamptz;
