PRAGMA journal_mode = DELETE;
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, department TEXT NOT NULL, title TEXT, score REAL, joined_at TEXT NOT NULL);
CREATE TABLE users (id INTEGER PRIMARY KEY, username TEXT NOT NULL UNIQUE, password_hash TEXT NOT NULL, role TEXT NOT NULL, created_at TEXT NOT NULL);
INSERT INTO users (username, password_hash, role, created_at) VALUES
  ('admin', '$2b$12$lab.stand-in.hash.of.no.password.at.all.admin', 'admin', '2025-01-02 09:00:00'),
  ('hr', '$2b$12$lab.stand-in.hash.of.no.password.at.all.hr', 'user', '2025-01-02 09:05:00');
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
INSERT INTO people (name, department, title, score, joined_at)
  SELECT printf('员工%03d', i), CASE i % 4 WHEN 0 THEN '研发' WHEN 1 THEN '市场' WHEN 2 THEN '人事' ELSE '财务' END,
    CASE i % 3 WHEN 0 THEN '经理' ELSE '专员' END, 60 + i * 37 % 40, date('2020-01-01', printf('+%d days', i * 7)) FROM n;
