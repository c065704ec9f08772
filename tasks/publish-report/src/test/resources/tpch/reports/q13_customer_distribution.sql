-- title: TPC-H 13, how many customers have how many orders, without those of special requests
-- columns: c_count, custdist
-- order key: custdist desc, c_count desc
-- totals: custdist
SELECT c_count, count(*) AS custdist
FROM (SELECT c_custkey, count(o_orderkey) AS c_count
      FROM customer
      LEFT JOIN orders ON o_custkey = c_custkey AND o_comment NOT LIKE '%special%requests%'
      GROUP BY c_custkey) AS customers
GROUP BY c_count
ORDER BY custdist DESC, c_count DESC
