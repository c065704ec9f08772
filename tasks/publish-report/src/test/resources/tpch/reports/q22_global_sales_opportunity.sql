-- title: TPC-H 22, customers with more money than most and without orders, by the code of their country
-- columns: cntrycode, numcust, totacctbal
-- order key: cntrycode
-- totals: numcust, totacctbal
WITH candidates AS (
    SELECT c_custkey, c_acctbal, left(c_phone, 2) AS cntrycode
    FROM customer
    WHERE left(c_phone, 2) IN ('13', '31', '23', '29', '30', '18', '17')
)
SELECT cntrycode, count(*) AS numcust, sum(c_acctbal) AS totacctbal
FROM candidates
WHERE c_acctbal > (SELECT avg(c_acctbal) FROM candidates WHERE c_acctbal > 0.00)
  AND NOT EXISTS (SELECT FROM orders WHERE o_custkey = c_custkey)
GROUP BY cntrycode
ORDER BY cntrycode
