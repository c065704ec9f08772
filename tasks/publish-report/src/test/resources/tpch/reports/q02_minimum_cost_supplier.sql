-- title: TPC-H 2, the European suppliers that ask least for brass parts of a size
-- columns: s_acctbal, s_name, n_name, p_partkey, p_mfgr, s_address, s_phone, s_comment
-- order key: s_acctbal desc, n_name, s_name, p_partkey
WITH offers AS (
    SELECT *, min(ps_supplycost) OVER (PARTITION BY ps_partkey) AS least
    FROM partsupp
    JOIN supplier ON s_suppkey = ps_suppkey
    JOIN nation ON n_nationkey = s_nationkey
    JOIN region ON r_regionkey = n_regionkey
    WHERE r_name = 'EUROPE'
)
SELECT s_acctbal, s_name, n_name, p_partkey, p_mfgr, s_address, s_phone, s_comment
FROM offers
JOIN part ON p_partkey = ps_partkey
WHERE ps_supplycost = least AND p_size = 15 AND p_type LIKE '%BRASS'
ORDER BY s_acctbal DESC, n_name, s_name, p_partkey
LIMIT 100
