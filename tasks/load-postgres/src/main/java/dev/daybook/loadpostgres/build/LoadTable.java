package dev.daybook.loadpostgres.build;

import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.read.PublishedExtract;
import dev.daybook.loadpostgres.gate.Extracts;
import dev.daybook.postgres.type.WarehouseType;
import dev.daybook.task.text.EscapedText;
import java.util.ArrayList;
import java.util.List;

/**
 * A table that is loaded.
 *
 * @param extract the extract it comes from
 * @param dataset what the manifest says of it
 * @param types the warehouse's types of its columns, in order
 */
public record LoadTable(PublishedExtract extract, Manifest.Dataset dataset, List<WarehouseType> types) {

    /** Copies the list. */
    public LoadTable {
        types = List.copyOf(types);
    }

    /** All tables of the extracts, the largest first. */
    public static List<LoadTable> of(Extracts extracts, WarehouseType.Names names, LeftOut leftOut) {
        List<LoadTable> tables = new ArrayList<>();
        for (PublishedExtract extract : extracts.all()) {
            for (Manifest.Dataset dataset : extract.manifest().datasets()) {
                dataset.table()
                        .leftOut()
                        .forEach(what -> leftOut.add(dataset.table().target(), what));
                List<WarehouseType> types = new ArrayList<>();
                for (var column : dataset.table().columns()) {
                    WarehouseType type = WarehouseType.of(column, names);
                    type.leftOut().forEach(what -> leftOut.add(dataset.table().target(), what));
                    types.add(type);
                }
                tables.add(new LoadTable(extract, dataset, types));
            }
        }
        tables.sort((a, b) -> Long.compare(b.bytes(), a.bytes()));
        return tables;
    }

    /** What it is. */
    public TableDefinition definition() {
        return dataset.table();
    }

    /** Its name in the warehouse. */
    String target() {
        return definition().target();
    }

    /** The bytes of its files. */
    long bytes() {
        return dataset.files().stream().mapToLong(Manifest.DataFile::bytes).sum();
    }

    /** Whether COPY BINARY carries all its columns. */
    public boolean isBinary() {
        return types.stream().allMatch(WarehouseType::binary);
    }

    /** Its name at the source, for messages: {@code public.orders of postgres}. */
    public String place() {
        return EscapedText.of(definition().dataset()) + " of "
                + extract.manifest().extract().source();
    }
}
