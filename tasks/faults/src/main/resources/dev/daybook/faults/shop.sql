-- The campaign's source: few rows, and some of each kind of thing that a manifest describes.
CREATE TYPE order_status AS ENUM ('open', 'closed');
CREATE DOMAIN freight_amount AS numeric(10, 2) CHECK (VALUE >= 0);
CREATE TABLE customers (
    customer_id int PRIMARY KEY,
    name varchar(40) NOT NULL UNIQUE,
    address inet
);
CREATE INDEX customers_lower_name ON customers (lower(name));
CREATE TABLE orders (
    order_id int PRIMARY KEY,
    customer_id int NOT NULL REFERENCES customers,
    freight freight_amount NOT NULL CHECK (freight < 100000),
    status order_status NOT NULL,
    tags text[],
    placed_at timestamptz NOT NULL,
    note text COLLATE "C"
);
COMMENT ON TABLE orders IS 'One row an order';
COMMENT ON COLUMN orders.freight IS 'In the shop''s currency';
CREATE TABLE nothing (a int);
INSERT INTO customers SELECT i, 'customer ' || i, ('10.0.0.' || i)::inet FROM generate_series(1, 20) i;
INSERT INTO orders
SELECT i, 1 + i % 20, i * 1.5, CASE WHEN i % 2 = 0 THEN 'open' ELSE 'closed' END::order_status,
    ARRAY['a', 'b' || i], '2024-01-01'::timestamptz + i * interval '1 hour', md5(i::text)
FROM generate_series(1, 300) i;
