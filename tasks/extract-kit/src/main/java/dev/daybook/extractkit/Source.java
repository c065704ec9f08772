package dev.daybook.extractkit;

import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.SourceKind;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.task.StepContext;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/**
 * Where the rows of one extract come from. A step that extracts is its options and a source; {@link Extract} does the
 * rest. An object serves one period, once.
 */
public interface Source {

    /** The kind of source that the manifest names. */
    SourceKind kind();

    /** Whether the source only ever shows now, so that a late extract of it cannot show how the period closed. */
    boolean live();

    /** What makes an extract smaller, in the words of the step's options: {@code leave tables out with --exclude}. */
    default String toExtractLess() {
        return "extract less at a time";
    }

    /** The bytes that one open part file may keep in memory; a source that writes many at the same time gives fewer. */
    default long partBytes() {
        return WriterSettings.DEFAULT.memoryBytes();
    }

    /**
     * Opens the source. What the state says and holds is of one moment, as far as the source can give that.
     *
     * @throws dev.daybook.task.StepFailure when the source cannot be read; nothing is published
     */
    State open(StepContext context);

    /** The source at one moment. Closing it frees what it holds of the source, and is done before anything is published. */
    interface State extends AutoCloseable {

        /** When it was taken: the source's own clock, or when its newest file was modified. */
        Instant time();

        /** What the source was, for people who read the manifest. No secrets. */
        Map<String, String> identity();

        /** The datasets that the extract will have. */
        Collection<DatasetName> datasets();

        /** Why a dataset of an earlier extract is not among them, for a message: {@code no --file gives it}. */
        default String whyMissing(DatasetName dataset) {
            return "the source has none of that name";
        }

        /**
         * Reads all datasets into the extract.
         *
         * @throws RuntimeException whatever it is, nothing is published, and the caller of {@link Extract#run} gets it
         */
        void read(ExtractWriter extract);

        @Override
        void close();
    }
}
