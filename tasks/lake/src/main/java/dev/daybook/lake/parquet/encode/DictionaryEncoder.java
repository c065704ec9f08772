package dev.daybook.lake.parquet.encode;

import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.parquet.page.HybridRuns;
import dev.daybook.lake.parquet.page.PageBuffer;
import java.util.Arrays;
import org.apache.parquet.column.Encoding;

/**
 * Values that start as indexes into a dictionary and turn PLAIN when that does not pay: when the first page of a row
 * group uses its entries less than twice on average, or when the dictionary grows past its limits. A column that turned
 * PLAIN once stays so for the rest of the file.
 */
abstract sealed class DictionaryEncoder extends ValueEncoder permits IntegerEncoder, BytesEncoder {

    /** A dictionary ends at so many entries or the bytes of a page; a slice of one batch may go past that once. */
    private static final int MOST_ENTRIES = 32_768;

    private static final int SMALLEST = 64;

    /** The PLAIN values of the page under way, when there is no dictionary. */
    final PageBuffer page = new PageBuffer();

    private int[] indexes = new int[0];
    private int indexCount;
    private boolean withDictionary = true;
    private boolean pays = true;
    private int dictionaryPages;

    DictionaryEncoder(int pageBytes) {
        super(pageBytes);
    }

    @Override
    final void append(ColumnVector vector, int from, int to) {
        if (withDictionary) {
            int needed = indexCount + to - from;
            if (needed > indexes.length) {
                indexes = Arrays.copyOf(indexes, Math.max(Math.max(needed, SMALLEST), indexes.length * 2));
            }
            indexCount = appendIndexes(vector, from, to, indexes, indexCount);
        } else {
            appendPlain(vector, from, to);
        }
    }

    /** Appends the index of each value that is not NULL and returns where the next index goes. */
    abstract int appendIndexes(ColumnVector vector, int from, int to, int[] target, int start);

    /** Appends each value that is not NULL to {@link #page}. */
    abstract void appendPlain(ColumnVector vector, int from, int to);

    /** Appends to {@link #page} the values that these indexes stand for. */
    abstract void appendPlain(int[] entryIndexes, int count);

    abstract int entries();

    abstract int dictionaryBytes();

    /** The memory of the dictionary. */
    abstract long dictionaryMemory();

    /** Appends all entries, PLAIN. */
    abstract void appendEntries(PageBuffer target);

    abstract void clearDictionary();

    @Override
    boolean isPageFull() {
        return page.used >= pageBytes
                || withDictionary && (isDictionaryFull() || indexCount * Integer.BYTES >= pageBytes);
    }

    private boolean isDictionaryFull() {
        return entries() >= MOST_ENTRIES || dictionaryBytes() >= pageBytes;
    }

    @Override
    long memory() {
        return page.used + (long) indexCount * Integer.BYTES + dictionaryMemory();
    }

    @Override
    final Encoding endPage(PageBuffer target) {
        if (withDictionary && indexCount == 0) {
            return Encoding.PLAIN; // only NULLs: no index, so no need of a dictionary either
        }
        if (withDictionary && dictionaryPages == 0 && entries() * 2 > indexCount) {
            appendPlain(indexes, indexCount);
            // Too few values say nothing about the pages to come.
            pays = pays && indexCount < SMALLEST;
            leaveDictionary();
        }
        if (withDictionary) {
            writeIndexes(target);
            dictionaryPages++;
            if (isDictionaryFull()) {
                pays = false;
                leaveDictionary();
            }
            return Encoding.RLE_DICTIONARY;
        }
        target.put(page.bytes, 0, page.used);
        page.clear();
        return Encoding.PLAIN;
    }

    private void writeIndexes(PageBuffer target) {
        int width = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(entries() - 1));
        target.putByte(width);
        HybridRuns.write(target, indexes, indexCount, width);
        indexCount = 0;
    }

    private void leaveDictionary() {
        withDictionary = false;
        indexCount = 0;
        indexes = new int[0];
        if (dictionaryPages == 0) {
            clearDictionary();
        }
    }

    @Override
    final int writeDictionary(PageBuffer target) {
        if (dictionaryPages == 0) {
            return 0;
        }
        appendEntries(target);
        return entries();
    }

    @Override
    final void startRowGroup() {
        withDictionary = pays;
        dictionaryPages = 0;
        clearDictionary();
    }
}
