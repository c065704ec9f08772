-- title: TPC-H 18, the hundred dearest orders of more than 300 pieces
-- columns: c_name, c_custkey, o_orderkey, o_orderdate, o_totalprice, quantity
-- order key: o_totalprice desc, o_orderdate
SELECT c_name, c_custkey, o_orderkey, o_orderdate, o_totalprice, sum(l_quantity) AS quantity
FROM customer
JOIN orders ON o_custkey = c_custkey
JOIN lineitem ON l_orderkey = o_orderkey
GROUP BY c_name, c_custkey, o_orderkey, o_orderdate, o_totalprice
HAVING sum(l_quantity) > 300
ORDER BY o_totalprice DESC, o_orderdate
LIMIT 100
