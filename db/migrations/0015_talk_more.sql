-- Names are looked up by their first letters while somebody types one, and whole when a message names people; those who
-- run a case are called by one word.

create index member_name on member (case_id, lower(nickname) collate "C") where left_at is null;
create index member_staff on member (case_id) where role <> 'member';
