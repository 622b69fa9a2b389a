-- Read model of the events of people: ids, roles and times only; dropped and replayed at will.
CREATE TABLE people (
    person_id  text PRIMARY KEY,
    role       text NOT NULL,
    invited_at timestamptz NOT NULL,
    invited_by text,
    expires_at timestamptz NOT NULL,
    joined_at  timestamptz
);

-- Who they are. Personal data, so in no event and deleted with the person; it survives a rebuild. email_key is the
-- address in the form in which addresses are compared.
CREATE TABLE person_details (
    person_id     text PRIMARY KEY,
    email         text NOT NULL,
    email_key     text NOT NULL UNIQUE,
    name          text,
    password_hash text,
    created_at    timestamptz NOT NULL
);

-- By which accounts elsewhere a person signs in.
CREATE TABLE person_logins (
    issuer    text NOT NULL,
    subject   text NOT NULL,
    person_id text NOT NULL,
    linked_at timestamptz NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX person_logins_person ON person_logins (person_id);
