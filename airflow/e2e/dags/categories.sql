-- title: Categories
-- columns: category_id, category_name
-- order key: category_id
SELECT category_id, category_name FROM categories ORDER BY category_id
