package dev.daybook.testing;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test, or else the class of a test, that leaves a connection to the shared {@link PostgresServer} open. JUnit
 * finds it by itself in every module that has this one on its class path. What a class opens before its tests it may keep
 * until after them.
 */
public final class LeakedConnections
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

    private static final ExtensionContext.Namespace OPEN = ExtensionContext.Namespace.create(LeakedConnections.class);

    /** Made by JUnit. */
    public LeakedConnections() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        remember(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        remember(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        check(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        check(context);
    }

    private static void remember(ExtensionContext context) {
        Set<String> open = PostgresServer.started()
                .map(server -> server.clientConnections().open())
                .orElse(Set.of());
        context.getStore(OPEN).put(context.getUniqueId(), open);
    }

    @SuppressWarnings("unchecked") // what remember() has put there
    private static void check(ExtensionContext context) {
        if (PostgresServer.started().isEmpty()) {
            return;
        }
        Set<String> before = context.getStore(OPEN).get(context.getUniqueId(), Set.class);
        List<String> left = PostgresServer.started().get().clientConnections().endThoseNotIn(before);
        if (!left.isEmpty()) {
            throw new AssertionError("expected every connection to be closed after " + context.getDisplayName()
                    + ", found " + left.size() + " open: " + String.join("; ", left));
        }
    }
}
