CREATE TABLE publishers (id int PRIMARY KEY);
