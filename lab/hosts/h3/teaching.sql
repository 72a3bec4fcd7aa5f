CREATE TABLE courses (id INTEGER PRIMARY KEY, name TEXT NOT NULL, teacher TEXT NOT NULL);
CREATE TABLE questions (id INTEGER PRIMARY KEY, course_id INTEGER NOT NULL REFERENCES courses (id), asked_at TEXT NOT NULL, text TEXT NOT NULL);
INSERT INTO courses (name, teacher) VALUES ('高等数学', '李老师'), ('线性代数', '王老师'), ('大学物理', '张老师');
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
INSERT INTO questions (course_id, asked_at, text) SELECT i % 3 + 1, datetime('2025-10-01', printf('+%d hours', i)), printf('问题%03d', i) FROM n;
