-- Two more things to be handed out besides lists of claims: the conversation of a channel, and all of one's own data.
alter table export add column kind text not null default 'claims' check (kind in ('claims', 'talk', 'own'));
alter table export add column channel_id uuid references channel (id);
alter table export add column from_on date;
alter table export add column to_on date;
alter table export alter column shape drop not null;
alter table export drop constraint export_format_check;
alter table export add constraint export_format_check check (format in ('xlsx', 'csv', 'txt', 'pdf', 'zip'));
alter table export drop constraint export_reason_check;
alter table export add constraint export_reason_check check (char_length(reason) <= 500);
alter table export add constraint export_kind_whole check (
  case kind
    when 'claims' then shape is not null and reason <> '' and format in ('xlsx', 'csv') and channel_id is null
    when 'talk' then shape is null and channel_id is not null and format in ('txt', 'csv', 'pdf')
    else shape is null and channel_id is null and format = 'zip'
  end);
create index export_member on export (requested_by, requested_at desc);
