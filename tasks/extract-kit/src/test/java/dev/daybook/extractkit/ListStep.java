package dev.daybook.extractkit;

import dev.daybook.task.Step;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import dev.daybook.task.run.StepProgram;
import picocli.CommandLine.Mixin;

/** A step that extracts a source given by a test. */
final class ListStep implements Step {

    private final Source source;

    @Mixin
    private final ExtractArguments extract = new ExtractArguments("lists");

    ListStep(Source source) {
        this.source = source;
    }

    static StepProgram program(Source source) {
        return StepProgram.of("extract-lists", () -> new ListStep(source)).withVariables(ExtractArguments.VARIABLES);
    }

    @Override
    public StepResult run(StepRequest request, StepContext context) {
        return new Extract(extract.options(), request, context).run(source);
    }

    @Override
    public void check(StepRequest request, StepContext context) {
        new Extract(extract.options(), request, context).check();
    }
}
