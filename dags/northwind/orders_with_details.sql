-- title: Orders with their details
-- columns: order_id, order_date, required_date, shipped_date, customer_id, customer_name, employee_id, employee_name,
--     ship_country, product_id, product_name, category_name, unit_price, quantity, discount, gross, net
-- order key: order_id, product_id
-- totals: gross, net
--
-- One row for each line of each order. unit_price is the price at the time of the order; gross is unit_price times quantity,
-- net is gross after the line's discount. All of it is numeric, so sums are exact; trim_scale drops zeros at the end only.
SELECT o.order_id,
       o.order_date,
       o.required_date,
       o.shipped_date,
       o.customer_id,
       c.company_name AS customer_name,
       o.employee_id,
       e.first_name || ' ' || e.last_name AS employee_name,
       o.ship_country,
       d.product_id,
       p.product_name,
       g.category_name,
       trim_scale(d.unit_price) AS unit_price,
       d.quantity,
       trim_scale(d.discount) AS discount,
       trim_scale(d.unit_price * d.quantity) AS gross,
       trim_scale(d.unit_price * d.quantity * (1 - d.discount)) AS net
FROM orders o
JOIN order_details d USING (order_id)
LEFT JOIN customers c USING (customer_id)
LEFT JOIN employees e USING (employee_id)
LEFT JOIN products p USING (product_id)
LEFT JOIN categories g USING (category_id)
ORDER BY o.order_id, d.product_id;
