-- Words of every script. Runs of letters, marks and digits are words, in lower case, and everything else separates
-- them: foo_bar is found in foo_bar.baz, and a word beside any punctuation. Scripts that are written without spaces have no
-- such words: of their runs every two characters that follow each other are one, and the last one alone. So a text is
-- found wherever it stands, even a single character, by the beginning of the words. The characters are named one by one:
-- what a database's locale takes for a letter differs, and both sides of a search must be cut alike everywhere.
DO $create$
DECLARE
  -- Thai, Lao, Burmese, Khmer, Tai, Han, Kana, Bopomofo, Yi, and Hangul, whose particles stick to the words.
  unspaced text :=
    '\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e81-\u0edf\u1000-\u1049\u1050-\u109d\u1100-\u11ff'
    '\u1780-\u17d3\u17d7\u17dc-\u17f9\u1950-\u19da\u1a20-\u1a99\u1aa7\u3005-\u3007\u3021-\u302f'
    '\u3031-\u3035\u3038-\u303c\u3041-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u318e\u3192-\u3195'
    '\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\ua48c\ua960-\ua97c\ua9e0-\ua9fe\uaa60-\uaa76'
    '\uaa7a-\uaadd\uac00-\ud7fb\uf900-\ufad9\uff66-\uffdc\U0001aff0-\U0001b167\U00020000-\U0003fffd';
  -- All that Unicode 16 has beyond ASCII that is neither letter nor mark nor number nor joins letters (U+200C, U+200D).
  separating text := '\u0001-/:-@\[-`{-\u007f'
    '\u0080-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u02c2-\u02c5\u02d2-\u02df'
    '\u02e5-\u02eb\u02ed\u02ef-\u02ff\u0375\u037e\u0384\u0385\u0387\u03f6\u0482\u055a-\u055f\u0589-\u058f'
    '\u05be\u05c0\u05c3\u05c6\u05f3-\u060f\u061b-\u061f\u066a-\u066d\u06d4\u06dd\u06de\u06e9\u06fd\u06fe'
    '\u0700-\u070f\u07f6-\u07f9\u07fe\u07ff\u0830-\u083e\u085e\u0888\u0890\u0891\u08e2\u0964\u0965\u0970'
    '\u09f2\u09f3\u09fa\u09fb\u09fd\u0a76\u0af0\u0af1\u0b70\u0bf3-\u0bfa\u0c77\u0c7f\u0c84\u0d4f\u0d79'
    '\u0df4\u0e3f\u0e4f\u0e5a\u0e5b\u0f01-\u0f17\u0f1a-\u0f1f\u0f34\u0f36\u0f38\u0f3a-\u0f3d\u0f85'
    '\u0fbe-\u0fc5\u0fc7-\u0fda\u104a-\u104f\u109e\u109f\u10fb\u1360-\u1368\u1390-\u1399\u1400\u166d'
    '\u166e\u1680\u169b\u169c\u16eb-\u16ed\u1735\u1736\u17d4-\u17d6\u17d8-\u17db\u1800-\u180a\u180e'
    '\u1940-\u1945\u19de-\u19ff\u1a1e\u1a1f\u1aa0-\u1aa6\u1aa8-\u1aad\u1b4e\u1b4f\u1b5a-\u1b6a'
    '\u1b74-\u1b7f\u1bfc-\u1bff\u1c3b-\u1c3f\u1c7e\u1c7f\u1cc0-\u1cc7\u1cd3\u1fbd\u1fbf-\u1fc1'
    '\u1fcd-\u1fcf\u1fdd-\u1fdf\u1fed-\u1fef\u1ffd-\u200b\u200e-\u206f\u207a-\u207e\u208a-\u208e'
    '\u20a0-\u20c0\u2100\u2101\u2103-\u2106\u2108\u2109\u2114\u2116-\u2118\u211e-\u2123\u2125\u2127\u2129'
    '\u212e\u213a\u213b\u2140-\u2144\u214a-\u214d\u214f\u218a-\u244a\u249c-\u24e9\u2500-\u2775'
    '\u2794-\u2bff\u2ce5-\u2cea\u2cf9-\u2cfc\u2cfe\u2cff\u2d70\u2e00-\u2e2e\u2e30-\u3004\u3008-\u3020'
    '\u3030\u3036\u3037\u303d-\u303f\u309b\u309c\u30a0\u30fb\u3190\u3191\u3196-\u319f\u31c0-\u31ef'
    '\u3200-\u321e\u322a-\u3247\u3250\u3260-\u327f\u328a-\u32b0\u32c0-\u33ff\u4dc0-\u4dff\ua490-\ua4c6'
    '\ua4fe\ua4ff\ua60d-\ua60f\ua673\ua67e\ua6f2-\ua716\ua720\ua721\ua789\ua78a\ua828-\ua82b\ua836-\ua839'
    '\ua874-\ua877\ua8ce\ua8cf\ua8f8-\ua8fa\ua8fc\ua92e\ua92f\ua95f\ua9c1-\ua9cd\ua9de\ua9df\uaa5c-\uaa5f'
    '\uaa77-\uaa79\uaade\uaadf\uaaf0\uaaf1\uab5b\uab6a\uab6b\uabeb\ue000-\uf8ff\ufb29\ufbb2-\ufbc2'
    '\ufd3e-\ufd4f\ufdcf\ufdfc-\ufdff\ufe10-\ufe19\ufe30-\ufe6b\ufeff-\uff0f\uff1a-\uff20\uff3b-\uff40'
    '\uff5b-\uff65\uffe0-\ufffd\U00010100-\U00010102\U00010137-\U0001013f\U00010179-\U00010189'
    '\U0001018c-\U000101fc\U0001039f\U000103d0\U0001056f\U00010857\U00010877\U00010878\U0001091f'
    '\U0001093f\U00010a50-\U00010a58\U00010a7f\U00010ac8\U00010af0-\U00010af6\U00010b39-\U00010b3f'
    '\U00010b99-\U00010b9c\U00010d6e\U00010d8e\U00010d8f\U00010ead\U00010f55-\U00010f59'
    '\U00010f86-\U00010f89\U00011047-\U0001104d\U000110bb-\U000110c1\U000110cd\U00011140-\U00011143'
    '\U00011174\U00011175\U000111c5-\U000111c8\U000111cd\U000111db\U000111dd-\U000111df'
    '\U00011238-\U0001123d\U000112a9\U000113d4-\U000113d8\U0001144b-\U0001144f\U0001145a-\U0001145d'
    '\U000114c6\U000115c1-\U000115d7\U00011641-\U00011643\U00011660-\U0001166c\U000116b9'
    '\U0001173c-\U0001173f\U0001183b\U00011944-\U00011946\U000119e2\U00011a3f-\U00011a46'
    '\U00011a9a-\U00011a9c\U00011a9e-\U00011aa2\U00011b00-\U00011b09\U00011be1\U00011c41-\U00011c45'
    '\U00011c70\U00011c71\U00011ef7\U00011ef8\U00011f43-\U00011f4f\U00011fd5-\U00011fff'
    '\U00012470-\U00012474\U00012ff1\U00012ff2\U00013430-\U0001343f\U00016a6e\U00016a6f\U00016af5'
    '\U00016b37-\U00016b3f\U00016b44\U00016b45\U00016d6d-\U00016d6f\U00016e97-\U00016e9a\U00016fe2'
    '\U0001bc9c\U0001bc9f-\U0001ccef\U0001cd00-\U0001ceb3\U0001cf50-\U0001d164\U0001d16a-\U0001d16c'
    '\U0001d173-\U0001d17a\U0001d183\U0001d184\U0001d18c-\U0001d1a9\U0001d1ae-\U0001d241\U0001d245'
    '\U0001d300-\U0001d356\U0001d6c1\U0001d6db\U0001d6fb\U0001d715\U0001d735\U0001d74f\U0001d76f'
    '\U0001d789\U0001d7a9\U0001d7c3\U0001d800-\U0001d9ff\U0001da37-\U0001da3a\U0001da6d-\U0001da74'
    '\U0001da76-\U0001da83\U0001da85-\U0001da8b\U0001e14f\U0001e2ff\U0001e5ff\U0001e95e\U0001e95f'
    '\U0001ecac\U0001ecb0\U0001ed2e\U0001eef0-\U0001f0f5\U0001f10d-\U0001fbef\U000e0001-\U000e007f'
    '\U000f0000-\U0010fffd';
BEGIN
  -- A text as its words, each between spaces: ' foo bar '. A run of an unspaced script is one of them.
  EXECUTE format($f$
    CREATE FUNCTION search_text(content text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 500 AS $$
    BEGIN
      IF octet_length(content) = length(content) THEN
        RETURN regexp_replace(
          ' ' || lower(content COLLATE "C") || ' ', '[^0-9a-z ][^0-9a-z]*| [^0-9a-z]+', ' ', 'g');
      END IF;
      RETURN regexp_replace(regexp_replace(' ' || lower(content) || ' ', %L, ' \& ', 'g'), %L, ' ', 'g');
    END
    $$ $f$, '[' || unspaced || ']+', format('[%1$s][ %1$s]*| [ %1$s]+', separating));

  -- Of such a text the words of spaced scripts.
  EXECUTE format($f$
    CREATE FUNCTION search_words(spaced text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 200 AS $$
    BEGIN
      IF octet_length(spaced) > length(spaced) THEN
        spaced := regexp_replace(spaced, %L, ' ', 'g');
      END IF;
      RETURN array_remove(string_to_array(spaced, ' '), '');
    END
    $$ $f$, '[' || unspaced || ']+');

  -- And the pairs of its unspaced ones: of xyz xy, yz, and z with a space.
  EXECUTE format($f$
    CREATE FUNCTION search_pairs(spaced text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 500 AS $$
    DECLARE
      runs text[];
    BEGIN
      IF octet_length(spaced) = length(spaced) THEN
        RETURN '{}';
      END IF;
      runs := string_to_array(regexp_replace(spaced, %L, ' ', 'g') || ' ', NULL);
      RETURN coalesce(
        (SELECT array_agg(a || b) FROM (SELECT unnest(runs) AS a, unnest(runs[2:]) AS b) AS pair WHERE a <> ' '),
        '{}');
    END
    $$ $f$, '[^' || unspaced || ']+');
END
$create$;

-- What a person can read of a prompt or an answer: the strings of JSON, decoded, or the text itself. It never fails,
-- because an index is made of it. JSON may be cut off or hold half a character, which PostgreSQL does not take, and its
-- strings may be JSON again, of which only the escapes matter. Of a text beyond 200,000 characters the first
-- 100,000 count.
CREATE FUNCTION search_strings(content text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT COST 500 AS $$
DECLARE
  half constant text := '\\u(0000|[dD][89abAB]..(?!\\u[dD][c-fC-F]))|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]..';
  is_json constant boolean := left(ltrim(left(content, 64), E' \t\r\n'), 1) IN ('[', '{', '"');
  strings text[];
  within text;
  decoded jsonb;
BEGIN
  IF is_json AND length(content) <= 200000 THEN
    BEGIN
      decoded := content::jsonb;
    EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
      BEGIN
        decoded := regexp_replace(content, half, '\\ufffd', 'g')::jsonb;
      EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
        NULL;
      END;
    END;
  END IF;
  IF decoded IS NULL THEN
    content := left(content, 100000);
    IF is_json THEN
      -- As the inside of one string: its quotes and line ends are spaces, and an escape at the end is cut off.
      content := translate(replace(content, '\"', '\u0020'), E'"\t\r\n', '    ');
      content := regexp_replace(content, '\\(u[0-9a-fA-F]{0,3})?$', '');
      BEGIN
        decoded := ('"' || regexp_replace(content, half, '\\ufffd', 'g') || '"')::jsonb;
      EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
        NULL;
      END;
    END IF;
  END IF;
  strings := CASE WHEN decoded IS NULL THEN ARRAY[content] ELSE ARRAY(
    SELECT value #>> '{}' FROM jsonb_path_query(decoded, 'strict $.** ? (@.type() == "string")') AS value) END;
  IF strpos(content, '\\u') > 0 OR (decoded IS NULL AND strpos(content, '\u') > 0) THEN
    FOR i IN 1 .. cardinality(strings) LOOP
      CONTINUE WHEN strpos(strings[i], '\u') = 0;
      BEGIN
        within := regexp_replace(to_jsonb(strings[i])::text, '\\\\u(?=[0-9a-fA-F]{4})', '\u', 'g');
        strings[i] := regexp_replace(within, half, '\\ufffd', 'g')::jsonb #>> '{}';
      EXCEPTION WHEN data_exception THEN
        NULL;
      END;
    END LOOP;
  END IF;
  RETURN strings;
END
$$;

-- A call's prompt and answer as words between spaces; two strings lie two spaces apart, so that no phrase spans them.
-- An index is built without a search path: what a function calls has its schema named.
DO $create$
BEGIN
  EXECUTE format($f$
    CREATE FUNCTION call_text(input text, output text) RETURNS text LANGUAGE plpgsql IMMUTABLE COST 1500 AS $$
    DECLARE
      content text;
      spaced text := '';
    BEGIN
      FOREACH content IN ARRAY
        coalesce(%1$I.search_strings(input), '{}') || coalesce(%1$I.search_strings(output), '{}')
      LOOP
        spaced := spaced || %1$I.search_text(content);
      END LOOP;
      RETURN spaced;
    END
    $$ $f$, current_schema());

  -- The words of a call by which it is found. The index of call_words serves a day until that of these is built. A word
  -- may have 2,046 bytes and all together a million: a longer one counts by its first 500 characters, and of too many
  -- the last ones are left out.
  EXECUTE format($f$
    CREATE FUNCTION call_words_2(input text, output text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE COST 3000 AS $$
    DECLARE
      spaced constant text := %1$I.call_text(input, output);
      words text[] := %1$I.search_words(spaced) || %1$I.search_pairs(spaced);
      many int := cardinality(words);
    BEGIN
      RETURN array_to_tsvector(words);
    EXCEPTION WHEN program_limit_exceeded THEN
      words := ARRAY(
        SELECT CASE WHEN octet_length(word) > 2046 THEN left(word, 500) ELSE word END FROM unnest(words) AS word);
      LOOP
        BEGIN
          RETURN array_to_tsvector(words[1:many]);
        EXCEPTION WHEN program_limit_exceeded THEN
          many := many / 2;
        END;
      END LOOP;
    END
    $$ $f$, current_schema());
END
$create$;

-- Before version 17 no parallel worker may catch an exception.
DO $$
BEGIN
  IF current_setting('server_version_num')::int >= 170000 THEN
    ALTER FUNCTION search_strings PARALLEL SAFE;
    ALTER FUNCTION call_text PARALLEL SAFE;
    ALTER FUNCTION call_words_2 PARALLEL SAFE;
  END IF;
END
$$;

-- By which words a partition of payloads is indexed: 1 those of call_words, 2 those of call_words_2.
ALTER TABLE partition_indexes ADD COLUMN words int NOT NULL DEFAULT 1;
