-- More forms of a frozen filing: CSV in the letters of older Korean programs, the form of an agency as DOCX and HWPX, a workbook
-- with a password.

alter table export drop constraint export_format_check;
alter table export add constraint export_format_check check (format in (
  'xlsx', 'csv', 'csv_cp949', 'txt', 'pdf', 'docx', 'hwpx', 'zip', 'json', 'consents'));
alter table export drop constraint export_kind_whole;
alter table export add constraint export_kind_whole check (
  case kind
    when 'claims' then shape is not null and reason <> '' and format in ('xlsx', 'csv') and channel_id is null
    when 'talk' then shape is null and channel_id is not null and format in ('txt', 'csv', 'pdf')
    when 'filing' then shape is null and channel_id is null and reason <> ''
      and format in ('xlsx', 'csv', 'csv_cp949', 'pdf', 'docx', 'hwpx', 'consents', 'zip', 'json')
    else shape is null and channel_id is null and format = 'zip'
  end);

-- What a workbook is encrypted with: reckoned from a password that is kept nowhere, sealed, and gone once it is written.
alter table export add column lock bytea;
alter table export add constraint export_lock_kept check (lock is null or
  (kind = 'filing' and format = 'xlsx' and state in ('waiting', 'building')));
create function export_unlock() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  new.lock := null;
  return new;
end $$;
create trigger export_unlock before update on export
  for each row when (new.lock is not null and new.state not in ('waiting', 'building')) execute function export_unlock();
