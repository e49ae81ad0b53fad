package com.docurift.api;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.hibernate.exception.JDBCConnectionException;
import org.jspecify.annotations.Nullable;

/** Tells a lost database from a bug: the former passes by itself, so the client is asked to come back. */
final class LostInfrastructure {
    private static final int DEEPEST = 12;
    /** Classes of SQLSTATE: connection exception, insufficient resources, operator intervention such as a shutdown. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "57");

    private LostInfrastructure() {}

    /** Whether the failure comes from a connection that broke, could not be made in time, or was refused by a database that is going or coming. */
    static boolean isTheCauseOf(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (isLost(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLost(Throwable cause) {
        if (cause instanceof PgException refused) {
            String state = refused.getSqlState();
            return state != null && state.length() == 5 && PASSING_CLASSES.contains(state.substring(0, 2));
        }
        return cause instanceof ClosedConnectionException
                || cause instanceof JDBCConnectionException
                || cause instanceof TimeoutException
                || cause instanceof java.net.SocketException
                || cause instanceof ClosedChannelException
                || (cause instanceof IOException && (isReset(cause) || isFull(cause)))
                || isWordedAsLost(String.valueOf(cause.getMessage()));
    }

    private static boolean isReset(Throwable cause) {
        return String.valueOf(cause.getMessage()).startsWith("Connection reset");
    }

    /** ENOSPC and EDQUOT, which the JDK passes on as text: the store of the documents is full until somebody makes room. */
    private static boolean isFull(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.endsWith("No space left on device") || message.endsWith("Disk quota exceeded");
    }

    /** The reactive PostgreSQL client tells some losses by a bare exception with one of these sentences. */
    private static boolean isWordedAsLost(String message) {
        return message.startsWith("Failed to read any response from the server")
                || message.startsWith("Connection is not active now")
                || message.startsWith("Timeout waiting for connection")
                || message.startsWith("Pool closed")
                || message.startsWith("Connection is closed");
    }
}
