CREATE TABLE half_done (id int);
SELECT 1 / 0;
