-- Lists handed out. The file itself lies in the file store under file_key and is swept after expires_at.

create table export (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references "case" (id),
  requested_by uuid not null references member (id),
  format text not null check (format in ('xlsx', 'csv')),
  shape text not null check (shape in ('claims', 'items')),
  side text check (side in ('buyer', 'seller')),
  reason text not null check (char_length(reason) between 1 and 500),
  state text not null default 'waiting' check (state in ('waiting', 'building', 'ready', 'failed', 'expired')),
  rows_total integer not null default 0,
  rows_done integer not null default 0,
  file_key text,
  size_bytes bigint,
  sha256 bytea check (octet_length(sha256) = 32),
  requested_at timestamptz not null default now(),
  ready_at timestamptz,
  expires_at timestamptz,
  constraint export_ready_whole check (state <> 'ready' or num_nulls(file_key, size_bytes, sha256, expires_at) = 0)
);
create index export_case on export (case_id, requested_at desc);
create index export_expiry on export (expires_at) where state = 'ready';

grant select, insert, update on export to moa_app;

-- The application may ask for a job but cannot read or change the queue.
create function enqueue_job(task text, payload json, job_key text, max_attempts integer) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform graphile_worker.add_job(
    task, payload, job_key := enqueue_job.job_key, max_attempts := enqueue_job.max_attempts);
end $$;
revoke all on function enqueue_job from public;
grant execute on function enqueue_job to moa_app;
