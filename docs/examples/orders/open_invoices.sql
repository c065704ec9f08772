-- title: Open invoices, in euros
-- columns: invoice_id, order_id, customer, euros
-- order key: invoice_id
-- totals: euros
SELECT i.invoice_id, o.order_id, c.name AS customer, round(i.amount * r.euros, 2) AS euros
FROM invoices i
JOIN orders o USING (order_id)
JOIN customers c USING (customer_id)
JOIN rates r USING (currency)
WHERE NOT i.paid
ORDER BY i.invoice_id;
