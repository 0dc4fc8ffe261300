-- Search that finds what a person remembers of a Korean text: any run of its letters, down to one syllable, whatever the
-- spacing, the commas and hyphens of a number, the Unicode form, the width and the case; and runs of initials (ㅎㅂ for
-- 환불). The functions take any text and know nothing of messages. app/shapes/search-fold.ts folds the same way, for
-- the marks in what was found.

-- NFC, lower case, without blanks, commas, hyphens and unseen characters.
create function search_fold_plain(body text) returns text
  language sql immutable parallel safe
  return regexp_replace(
    lower(case when body is nfc normalized then body else normalize(body, nfc) end collate "C"),
    '[\u0001-\u0020,\u002d\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u11a7\u1680\u180b-\u180e\u2000-\u2015\u2028-\u202f'
    '\u205f-\u206f\u2212\u3000\u3164\ufe00-\ufe0f\ufe58\ufe63\ufeff\uff0c\uff0d\uffa0]+', '', 'g');

-- The same, with wide letters narrow and two consonants that a keyboard wrote as one apart.
create function search_fold_rare(body text) returns text
  language sql immutable parallel safe
  return search_fold_plain(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      translate(normalize(body, nfc),
        '！＂＃＄％＆＇（）＊＋．／０１２３４５６７８９：；＜＝＞？＠［＼］＾＿｀｛｜｝～'
        'ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ',
        '!"#$%&''()*+./0123456789:;<=>?@[\]^_`{|}~'
        'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz'),
      'ㄳ', 'ㄱㅅ'), 'ㄵ', 'ㄴㅈ'), 'ㄶ', 'ㄴㅎ'), 'ㄺ', 'ㄹㄱ'), 'ㄻ', 'ㄹㅁ'), 'ㄼ', 'ㄹㅂ'), 'ㄽ', 'ㄹㅅ'), 'ㄾ', 'ㄹㅌ'),
      'ㄿ', 'ㄹㅍ'), 'ㅀ', 'ㄹㅎ'), 'ㅄ', 'ㅂㅅ'));

-- A text as search sees it. It is folded letter by letter, so whatever stands in a text also stands in its folded form.
-- Nine in ten messages take the first way, in a fifth of the time; all give the same.
create function search_fold(body text) returns text
  language sql immutable parallel safe
  return case
    when body ~ '^[\n\t -~ㄱㄲㄴㄷㄸㄹㅁ-ㅃㅅ-ㅎㅏ-ㅣ가-힣]*$' then lower(translate(body, E' ,-\n\t', '') collate "C")
    when body ~ '[ㄳㄵㄶㄺ-ㅀㅄ\uff01-\uff5e]' then search_fold_rare(body)
    else search_fold_plain(body)
  end;

-- Where a text stands, as a number below 2^20: 16,384 neighbours in one owner's order share a place. Its keys begin with
-- it, so the newest can be asked first, and what is written together lies together in the index. Two places that share a
-- number by chance cost time and nothing else: whoever asks also says which owner and which neighbours.
create function search_place(owner uuid, seq bigint) returns integer
  language sql immutable parallel safe
  return (uuid_hash_extended(owner, seq >> 14) & 1048575)::integer;

-- 1 (ㄱ) to 19 (ㅎ) for a Hangul syllable by its initial; 0 and 20 for everything before and after the syllables.
create function search_initial(letter text) returns integer
  language sql immutable parallel safe
  return greatest(0, least(20, (ascii(letter) - 43444) / 588));

-- The initials of two neighbouring letters as one character.
create function search_initials(first integer, second integer) returns text
  language sql immutable parallel safe
  return chr(256 + first * 32 + second);

-- The keys of a text at a place, of at most some 40,000 letters. Each letter and the next one (the last and a blank) make
-- a key: their initials, then themselves, so that what is known in part is the beginning of a key. Where digits follow
-- each other, up to four make one: pairs of digits are too common to find a number by. `tag` is one more key, such as
-- who wrote it.
create function search_keys(place integer, body text, tag text) returns tsvector
  language sql immutable strict parallel safe cost 2000
begin atomic
  select array_to_tsvector(array_append(array(
      select head || search_initials(search_initial(a), search_initial(b)) || a || b
        || case when b < ':' collate "C" and a || b || c || d ~ '^[0-9]{3}' then substring(c || d, '^[0-9]+') else '' end
      from unnest(letters[:cardinality(letters) - 3], letters[2:], letters[3:], letters[4:]) as neighbours (a, b, c, d)
      where a is not null), head || '@' || tag))
  from (
    select chr(65536 + place) as head, string_to_array(search_fold(body) || '   ', null) as letters offset 0
  ) as folded;
end;

-- A key, or the beginning of one, as tsquery reads it; U+0001 stands for the place.
create function search_key(key text, is_beginning boolean) returns text
  language sql immutable parallel safe
  return E'\'\u0001' || replace(replace(key, E'\\', E'\\\\'), '''', '''''') || '''' || case when is_beginning then ':*' else '' end;

-- What a text must have among its keys to hold a folded term, in which a consonant alone (ㅎ) may also stand for any
-- syllable that begins with it. Asks for no more than that, now and then for less. A long term is known by its beginning.
create function search_term(term text) returns text
  language sql immutable parallel safe
begin atomic
  with letter as (
    select a, place, search_initial(a) as initial, strpos('ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ', a) as meant,
      substring(substr(term, place::integer, 4), '^[0-9]*') as digits
    from unnest(string_to_array(term, null)) with ordinality as each (a, place)
    where place <= 13
  ), wish as (
    -- Digits that go on to the term's end may go on behind it; those behind other digits were asked for with them.
    select search_key(search_initials(0, 0) || digits, goes_on) as keys
    from letter
    cross join lateral (
      select char_length(digits) < 4 and place + char_length(digits) > char_length(term) as goes_on) as digits_end
    where char_length(digits) > 1 and not (goes_on and substr(term, place::integer - 1, 1) ~ '[0-9]')
    union all
    select concat_ws(' | ',
      search_key(search_initials(a.initial, b.initial) || a.a || b.a, false),
      case when b.meant > 0 then search_key(search_initials(a.initial, b.meant) || a.a, true) end,
      case when a.meant > 0 then search_key(search_initials(a.meant, b.initial), true) end,
      case when a.meant > 0 and b.meant > 0 then search_key(search_initials(a.meant, b.meant), true) end)
    from letter a join letter b on b.place = a.place + 1
    where char_length(a.digits) < 2
    union all
    select string_agg(concat_ws(' | ',
      search_key(search_initials(initial, next) || a, true),
      case when meant > 0 then search_key(search_initials(meant, next), true) end), ' | ')
    from letter, generate_series(0, 20) as next
    where char_length(term) = 1
    having count(*) > 0
  )
  select string_agg('(' || keys || ')', ' & ') from wish;
end;

-- All of the folded terms and, unless there are none, one of the tags. Null when nothing is asked for.
create function search_wanted(terms text[], tags text[]) returns text
  language sql immutable parallel safe
begin atomic
  select string_agg(wish, ' & ')
  from (
    select search_term(term) as wish from unnest(terms) as term
    union all
    select '(' || string_agg(search_key('@' || tag, false), ' | ') || ')' from unnest(tags) as tag
  ) as wishes;
end;

-- What is wanted, at one place: search_keys(place, …) @@ search_at(place, wanted).
create function search_at(place integer, wanted text) returns tsquery
  language sql immutable parallel safe
  return replace(wanted, E'\u0001', chr(65536 + place))::tsquery;

-- New keys wait in a short list first: adding them one by one to the tree costs twice as much.
create index message_search on message
  using gin (search_keys(search_place(channel_id, seq), body, left(author_id::text, 8)))
  with (gin_pending_list_limit = 64) where body <> '';
