package dev.daybook.samplesources;

import java.time.LocalDate;
import java.util.List;

/**
 * The sources of a shop on one day: 13 tables and the lines of its orders. All of it is a pure function of seed, scale
 * and day; on every day the tables have the row counts of the original Northwind database (orders and their lines times
 * the scale), with other rows. {@code docs/sample-sources.md} tells what changes from day to day.
 */
final class Shop {

    private final int scale;
    private final Orders orders;
    private final OrderLines lines;
    private final Assortment assortment;
    private final Customers customers;
    private final Staff staff;

    /**
     * @param seed any number
     * @param scale from 1
     * @param day from {@link OrderBook#FIRST_DAY} to {@link OrderBook#LAST_DAY}
     */
    Shop(long seed, int scale, LocalDate day) {
        long epochDay = day.toEpochDay();
        this.scale = scale;
        this.orders = new Orders(new OrderBook(seed, scale), epochDay);
        this.lines = new OrderLines(seed);
        this.assortment = new Assortment(seed, epochDay);
        this.customers = new Customers(seed, epochDay);
        this.staff = new Staff(seed);
    }

    /** The orders. */
    Orders orders() {
        return orders;
    }

    /** Their lines. */
    OrderLines lines() {
        return lines;
    }

    /** The 13 tables; none refers to one after it. */
    List<ShopTable> tables() {
        return List.of(
                new ShopTable("region", ShopColumns.REGION, "region_id", Places::writeRegions),
                new ShopTable("territories", ShopColumns.TERRITORIES, "territory_id", Places::writeTerritories),
                new ShopTable("us_states", ShopColumns.US_STATES, "state_id", Places::writeStates),
                new ShopTable("categories", ShopColumns.CATEGORIES, "category_id", assortment::writeCategories),
                new ShopTable("suppliers", ShopColumns.SUPPLIERS, "supplier_id", assortment::writeSuppliers),
                new ShopTable("products", ShopColumns.PRODUCTS, "product_id", assortment::writeProducts),
                new ShopTable("shippers", ShopColumns.SHIPPERS, "shipper_id", staff::writeShippers),
                new ShopTable("employees", ShopColumns.EMPLOYEES, "employee_id", staff::writeEmployees),
                new ShopTable(
                        "employee_territories",
                        ShopColumns.EMPLOYEE_TERRITORIES,
                        "employee_id, territory_id",
                        staff::writeTerritories),
                new ShopTable("customers", ShopColumns.CUSTOMERS, "customer_id", customers::writeRows),
                new ShopTable(
                        "customer_demographics", ShopColumns.CUSTOMER_DEMOGRAPHICS, "customer_type_id", copy -> {}),
                new ShopTable(
                        "customer_customer_demo",
                        ShopColumns.CUSTOMER_CUSTOMER_DEMO,
                        "customer_id, customer_type_id",
                        copy -> {}),
                new ShopTable("orders", ShopColumns.orders(scale), "order_id", orders::writeRows));
    }
}
