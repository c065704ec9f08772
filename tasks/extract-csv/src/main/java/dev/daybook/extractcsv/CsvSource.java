package dev.daybook.extractcsv;

import dev.daybook.extractkit.Source;
import dev.daybook.lake.model.SourceKind;
import dev.daybook.task.StepContext;
import java.util.List;

/**
 * CSV files.
 *
 * @param inputs the files of each dataset
 * @param limits what they may hold
 */
record CsvSource(List<CsvInput> inputs, CsvLimits limits) implements Source {

    @Override
    public SourceKind kind() {
        return SourceKind.CSV;
    }

    /** One file at a path without the period is enough. */
    @Override
    public boolean live() {
        return inputs.stream().anyMatch(CsvInput::live);
    }

    @Override
    public String toExtractLess() {
        return "give some of the --file to another --source";
    }

    @Override
    public State open(StepContext context) {
        return CsvState.open(inputs, limits);
    }
}
