-- title: TPC-H 9, profit on parts whose name has a word, by the supplier's nation and year
-- columns: nation, o_year, sum_profit
-- order key: nation, o_year desc
-- totals: sum_profit
SELECT n_name AS nation,
       extract(year FROM o_orderdate) AS o_year,
       sum(l_extendedprice * (1 - l_discount) - ps_supplycost * l_quantity) AS sum_profit
FROM part
JOIN lineitem ON l_partkey = p_partkey
JOIN partsupp ON ps_partkey = l_partkey AND ps_suppkey = l_suppkey
JOIN supplier ON s_suppkey = l_suppkey
JOIN nation ON n_nationkey = s_nationkey
JOIN orders ON o_orderkey = l_orderkey
WHERE p_name LIKE '%green%'
GROUP BY nation, o_year
ORDER BY nation, o_year DESC
