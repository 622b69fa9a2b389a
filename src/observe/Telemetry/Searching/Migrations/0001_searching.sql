-- Finding calls among millions: the words of a prompt and an answer, which closed partitions have their indexes, and the
-- searches that people keep.

-- The words of a call for full-text search. JSON is read as JSON, so that "Gr\u00fc\u00dfe" is found as Grüße and member
-- names are not words; what is no JSON is read as text. It never fails, because an index is made of it: of a text beyond
-- 200,000 characters the first 100,000 count, which stays below the size that a tsvector may have.
CREATE FUNCTION call_words(input text, output text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE COST 3000 AS $$
DECLARE
  content text;
  words tsvector := '';
BEGIN
  FOREACH content IN ARRAY ARRAY[input, output] LOOP
    CONTINUE WHEN content IS NULL;
    BEGIN
      IF length(content) <= 200000 AND left(ltrim(left(content, 64)), 1) IN ('[', '{') THEN
        words := words || jsonb_to_tsvector('simple', content::jsonb, '["string"]');
        CONTINUE;
      END IF;
    EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
      NULL;
    END;
    BEGIN
      words := words || to_tsvector('simple', left(content, 100000));
    EXCEPTION WHEN program_limit_exceeded THEN
      NULL;
    END;
  END LOOP;
  RETURN words;
END
$$;

-- Partitions whose search indexes are complete. A partition that was dropped and made anew has another created_at.
CREATE TABLE partition_indexes (
  partition_name text NOT NULL,
  created_at timestamptz NOT NULL,
  built_at timestamptz NOT NULL,
  PRIMARY KEY (partition_name, created_at)
);

-- A person's bookmarks: not a decision that anything is attributed to, and deletable, as a search may name a person.
CREATE TABLE saved_views (
  project_id int NOT NULL,
  owner text NOT NULL,
  name text NOT NULL,
  query text NOT NULL,
  saved_at timestamptz NOT NULL,
  PRIMARY KEY (project_id, owner, name)
);
