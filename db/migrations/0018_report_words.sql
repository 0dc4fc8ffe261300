-- What the one who reports a message says besides the reason; read by the staff of the case and by nobody else.
alter table report add column words text not null default '' check (char_length(words) <= 9600);
