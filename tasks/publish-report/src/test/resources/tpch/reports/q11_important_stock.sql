-- title: TPC-H 11, parts that make up more than a hundredth of the stock of Germany
-- columns: ps_partkey, value
-- order key: value desc, ps_partkey
WITH stock AS (
    SELECT ps_partkey, sum(ps_supplycost * ps_availqty) AS value
    FROM partsupp
    JOIN supplier ON s_suppkey = ps_suppkey
    JOIN nation ON n_nationkey = s_nationkey
    WHERE n_name = 'GERMANY'
    GROUP BY ps_partkey
)
SELECT ps_partkey, value
FROM stock
WHERE value > (SELECT sum(value) * 0.01 FROM stock)
ORDER BY value DESC, ps_partkey
