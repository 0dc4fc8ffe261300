-- More forms of a frozen filing: CSV in the letters of older Korean programs, and the form of an agency as DOCX and HWPX.

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
