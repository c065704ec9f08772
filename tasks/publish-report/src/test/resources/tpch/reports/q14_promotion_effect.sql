-- title: TPC-H 14, the share of a month's revenue that came from promoted parts, in per cent
-- columns: promo_revenue
SELECT 100.00 * coalesce(sum(l_extendedprice * (1 - l_discount)) FILTER (WHERE p_type LIKE 'PROMO%'), 0)
           / sum(l_extendedprice * (1 - l_discount)) AS promo_revenue
FROM lineitem
JOIN part ON p_partkey = l_partkey
WHERE l_shipdate >= date '1995-09-01' AND l_shipdate < date '1995-10-01'
