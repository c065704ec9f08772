package dev.daybook.samplesources;

import java.util.ArrayList;
import java.util.List;

/** The columns of the 13 tables: names, types and NOT NULL are those of the original Northwind database. */
final class ShopColumns {

    static final List<String> CATEGORIES = List.of(
            "category_id smallint NOT NULL",
            "category_name character varying(15) NOT NULL",
            "description text",
            "picture bytea");

    static final List<String> CUSTOMER_CUSTOMER_DEMO =
            List.of("customer_id bpchar NOT NULL", "customer_type_id bpchar NOT NULL");

    static final List<String> CUSTOMER_DEMOGRAPHICS = List.of("customer_type_id bpchar NOT NULL", "customer_desc text");

    static final List<String> CUSTOMERS = List.of(
            "customer_id bpchar NOT NULL",
            "company_name character varying(40) NOT NULL",
            "contact_name character varying(30)",
            "contact_title character varying(30)",
            "address character varying(60)",
            "city character varying(15)",
            "region character varying(15)",
            "postal_code character varying(10)",
            "country character varying(15)",
            "phone character varying(24)",
            "fax character varying(24)");

    static final List<String> EMPLOYEES = List.of(
            "employee_id smallint NOT NULL",
            "last_name character varying(20) NOT NULL",
            "first_name character varying(10) NOT NULL",
            "title character varying(30)",
            "title_of_courtesy character varying(25)",
            "birth_date date",
            "hire_date date",
            "address character varying(60)",
            "city character varying(15)",
            "region character varying(15)",
            "postal_code character varying(10)",
            "country character varying(15)",
            "home_phone character varying(24)",
            "extension character varying(4)",
            "photo bytea",
            "notes text",
            "reports_to smallint",
            "photo_path character varying(255)");

    static final List<String> EMPLOYEE_TERRITORIES =
            List.of("employee_id smallint NOT NULL", "territory_id character varying(20) NOT NULL");

    static final List<String> PRODUCTS = List.of(
            "product_id smallint NOT NULL",
            "product_name character varying(40) NOT NULL",
            "supplier_id smallint",
            "category_id smallint",
            "quantity_per_unit character varying(20)",
            "unit_price real",
            "units_in_stock smallint",
            "units_on_order smallint",
            "reorder_level smallint",
            "discontinued integer NOT NULL");

    static final List<String> REGION = List.of("region_id smallint NOT NULL", "region_description bpchar NOT NULL");

    static final List<String> SHIPPERS = List.of(
            "shipper_id smallint NOT NULL",
            "company_name character varying(40) NOT NULL",
            "phone character varying(24)");

    static final List<String> SUPPLIERS = suppliers();

    static final List<String> TERRITORIES = List.of(
            "territory_id character varying(20) NOT NULL",
            "territory_description bpchar NOT NULL",
            "region_id smallint NOT NULL");

    static final List<String> US_STATES = List.of(
            "state_id smallint NOT NULL",
            "state_name character varying(100)",
            "state_abbr character varying(2)",
            "state_region character varying(50)");

    private ShopColumns() {}

    private static List<String> suppliers() {
        List<String> columns = new ArrayList<>(CUSTOMERS);
        columns.set(0, "supplier_id smallint NOT NULL");
        columns.add("homepage text");
        return List.copyOf(columns);
    }

    /** The columns of orders: a larger shop numbers its orders beyond what the original's smallint holds. */
    static List<String> orders(int scale) {
        return List.of(
                "order_id " + (scale == 1 ? "smallint" : "integer") + " NOT NULL",
                "customer_id bpchar",
                "employee_id smallint",
                "order_date date",
                "required_date date",
                "shipped_date date",
                "ship_via smallint",
                "freight real",
                "ship_name character varying(40)",
                "ship_address character varying(60)",
                "ship_city character varying(15)",
                "ship_region character varying(15)",
                "ship_postal_code character varying(10)",
                "ship_country character varying(15)");
    }
}
