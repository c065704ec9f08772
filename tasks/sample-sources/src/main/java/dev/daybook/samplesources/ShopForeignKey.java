package dev.daybook.samplesources;

import java.util.List;

/**
 * A foreign key of the shop; it refers to the other table's primary key.
 *
 * @param table the table that has it
 * @param column its column
 * @param referenced the table it refers to
 * @param referencedColumn that table's primary key
 */
record ShopForeignKey(String table, String column, String referenced, String referencedColumn) {

    /** All 11 foreign keys. */
    static final List<ShopForeignKey> ALL = List.of(
            new ShopForeignKey("orders", "customer_id", "customers", "customer_id"),
            new ShopForeignKey("orders", "employee_id", "employees", "employee_id"),
            new ShopForeignKey("orders", "ship_via", "shippers", "shipper_id"),
            new ShopForeignKey("products", "category_id", "categories", "category_id"),
            new ShopForeignKey("products", "supplier_id", "suppliers", "supplier_id"),
            new ShopForeignKey("territories", "region_id", "region", "region_id"),
            new ShopForeignKey("employee_territories", "territory_id", "territories", "territory_id"),
            new ShopForeignKey("employee_territories", "employee_id", "employees", "employee_id"),
            new ShopForeignKey(
                    "customer_customer_demo", "customer_type_id", "customer_demographics", "customer_type_id"),
            new ShopForeignKey("customer_customer_demo", "customer_id", "customers", "customer_id"),
            new ShopForeignKey("employees", "reports_to", "employees", "employee_id"));

    /** The statement that adds the foreign key. */
    String statement() {
        return "ALTER TABLE ONLY " + table + " ADD CONSTRAINT fk_" + table + "_" + column + " FOREIGN KEY (" + column
                + ") REFERENCES " + referenced + " (" + referencedColumn + ")";
    }
}
