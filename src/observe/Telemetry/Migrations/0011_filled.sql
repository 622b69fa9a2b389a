-- What a record of the gateway says in its client's words: 1 the user, 2 the session, 4 the prompt, 8 the environment.
ALTER TABLE calls ADD COLUMN filled smallint;
