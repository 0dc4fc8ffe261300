-- PDF and office files are read since: those that were looked at before are looked at again by the hourly sweep.
delete from evidence_look using evidence_file as file
  where file.id = file_id and file.form in ('pdf', 'office') and shown_key is null and words is null;
