-- title: TPC-H 7, what two nations have shipped to each other, by year
-- columns: supp_nation, cust_nation, l_year, revenue
-- order key: supp_nation, cust_nation, l_year
SELECT seller.n_name AS supp_nation,
       buyer.n_name AS cust_nation,
       extract(year FROM l_shipdate) AS l_year,
       sum(l_extendedprice * (1 - l_discount)) AS revenue
FROM lineitem
JOIN supplier ON s_suppkey = l_suppkey
JOIN nation seller ON seller.n_nationkey = s_nationkey
JOIN orders ON o_orderkey = l_orderkey
JOIN customer ON c_custkey = o_custkey
JOIN nation buyer ON buyer.n_nationkey = c_nationkey
WHERE (seller.n_name, buyer.n_name) IN (('FRANCE', 'GERMANY'), ('GERMANY', 'FRANCE'))
  AND l_shipdate BETWEEN date '1995-01-01' AND date '1996-12-31'
GROUP BY supp_nation, cust_nation, l_year
ORDER BY supp_nation, cust_nation, l_year
