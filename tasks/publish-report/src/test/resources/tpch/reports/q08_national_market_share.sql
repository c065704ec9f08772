-- title: TPC-H 8, Brazil's share of what America has bought of a kind of part, by year
-- columns: o_year, mkt_share
-- order key: o_year
SELECT extract(year FROM o_orderdate) AS o_year,
       coalesce(sum(l_extendedprice * (1 - l_discount)) FILTER (WHERE seller.n_name = 'BRAZIL'), 0)
           / sum(l_extendedprice * (1 - l_discount)) AS mkt_share
FROM part
JOIN lineitem ON l_partkey = p_partkey
JOIN supplier ON s_suppkey = l_suppkey
JOIN nation seller ON seller.n_nationkey = s_nationkey
JOIN orders ON o_orderkey = l_orderkey
JOIN customer ON c_custkey = o_custkey
JOIN nation buyer ON buyer.n_nationkey = c_nationkey
JOIN region ON r_regionkey = buyer.n_regionkey
WHERE r_name = 'AMERICA'
  AND o_orderdate BETWEEN date '1995-01-01' AND date '1996-12-31'
  AND p_type = 'ECONOMY ANODIZED STEEL'
GROUP BY o_year
ORDER BY o_year
