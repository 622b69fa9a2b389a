-- Records that could not be worked through by their own fault. Each is tried a few times, then set aside, so that it stops
-- none behind it; it stays where it is stored, and is taken again when somebody asks for it.
CREATE TABLE set_aside (
  kind text NOT NULL,
  project_id int NOT NULL,
  -- Which one, in the words of its kind; no content.
  record text NOT NULL,
  -- Which state of it: another one is tried anew.
  version bigint NOT NULL,
  tries int NOT NULL,
  reason text NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  -- Not before; while it is not set aside.
  next_at timestamptz NOT NULL,
  set_aside_at timestamptz,
  PRIMARY KEY (kind, project_id, record)
);
