-- title: TPC-H 20, Canadian suppliers with more in stock of a part than half of what they shipped of it in a year
-- columns: s_name, s_address
-- order key: s_name
SELECT s_name, s_address
FROM supplier
JOIN nation ON n_nationkey = s_nationkey
WHERE n_name = 'CANADA'
  AND s_suppkey IN (SELECT ps_suppkey
                    FROM partsupp
                    JOIN part ON p_partkey = ps_partkey
                    WHERE p_name LIKE 'forest%'
                      AND ps_availqty > (SELECT 0.5 * sum(l_quantity)
                                         FROM lineitem
                                         WHERE l_partkey = ps_partkey
                                           AND l_suppkey = ps_suppkey
                                           AND l_shipdate >= date '1994-01-01'
                                           AND l_shipdate < date '1995-01-01'))
ORDER BY s_name
