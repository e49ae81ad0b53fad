package com.docurift.documents;

import com.docurift.platform.Sha256;
import io.vertx.core.Future;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A document on its way in: hashed, judged and stored while it comes. Up to the inline limit it stays in memory; beyond, it goes
 * to the store in pieces of 64 KB. Used from one Vert.x context.
 *
 * <p>{@link #add} never blocks. Its caller bounds the memory by taking no more from the network until {@link #stored} completes.
 */
public final class Upload {
    /** What is wrong with a document. */
    public enum Problem {
        /** It has no bytes. */
        EMPTY,
        /** It is larger than the limit. */
        TOO_LARGE,
        /** By its content it is nothing that is analysed here. */
        WRONG_TYPE
    }

    /**
     * The sizes that matter, in bytes.
     *
     * @param inline up to here a document lies in its row
     * @param largest up to here it is taken
     */
    record Bounds(int inline, long largest) {}

    private static final int PIECE = 64 * 1024;
    private static final int FIRST_ROOM = 4 * 1024;

    private final String id;
    private final Bounds bounds;
    private final Supplier<BlobStore.Writer> store;
    private final Runnable release;
    private final MessageDigest sha256 = Sha256.begin();
    private byte[] piece = new byte[0];
    private int filled;
    private long size;
    private BlobStore.@Nullable Writer writer;
    private Future<Void> stored = Future.succeededFuture();
    private @Nullable FileType type;
    private @Nullable Problem problem;
    private boolean judged;
    private boolean released;

    Upload(String id, Bounds bounds, Supplier<BlobStore.Writer> store, Runnable release) {
        this.id = id;
        this.bounds = bounds;
        this.store = store;
        this.release = release;
    }

    /** Takes the bytes from one index up to another, which it copies. Once there is a {@link #problem}, it drops them. */
    public void add(byte[] bytes, int from, int to) {
        for (int at = from; at < to && problem == null; ) {
            int some = Math.min(to - at, PIECE - filled);
            makeRoom(filled + some);
            System.arraycopy(bytes, at, piece, filled, some);
            filled += some;
            size += some;
            at += some;
            judge();
            if (filled == PIECE && problem == null) {
                handOver();
            }
        }
    }

    /** What is wrong with the bytes so far; null while nothing is. */
    public @Nullable Problem problem() {
        return problem;
    }

    /** Completes when everything that was handed to the store is written; fails when the store failed. */
    public Future<Void> stored() {
        return stored;
    }

    /** Says that there are no more bytes; answers what is wrong with the whole. */
    public @Nullable Problem end() {
        if (problem == null && size == 0) {
            problem = Problem.EMPTY;
        } else if (problem == null && !judged) {
            judgeType();
        }
        return problem;
    }

    /**
     * Makes the document durable, except for what lies in its row. To be called after {@link #end} found no problem; ends with
     * {@link #keep} when the row was committed, else with {@link #discard}.
     */
    public Future<StoredDocument> store(String fileName) {
        if (writer == null && size <= bounds.inline()) {
            var content = Arrays.copyOf(piece, filled);
            sha256.update(content);
            return Future.succeededFuture(document(fileName, content));
        }
        handOver();
        return stored.compose(written -> writing().finish()).map(durable -> document(fileName, null));
    }

    /** The row was committed, or it is not known that it was not: what is stored stays. */
    public void keep() {
        if (!released) {
            released = true;
            release.run();
        }
    }

    /** Gives the document up; completes when nothing is left of it. */
    public Future<Void> discard() {
        if (released) {
            return Future.succeededFuture();
        }
        piece = new byte[0];
        filled = 0;
        var gone = writer == null ? Future.<Void>succeededFuture() : writer.abort();
        return gone.onComplete(done -> keep());
    }

    private void makeRoom(int needed) {
        if (needed > piece.length) {
            piece = Arrays.copyOf(piece, Math.min(PIECE, Math.max(FIRST_ROOM, Math.max(needed, 2 * piece.length))));
        }
    }

    private void judge() {
        if (size > bounds.largest()) {
            problem = Problem.TOO_LARGE;
        } else if (!judged && size >= FileType.HEAD) {
            judgeType();
        }
    }

    private void judgeType() {
        judged = true;
        type = FileType.of(piece, filled).filter(FileType::isAnalysed).orElse(null);
        if (type == null) {
            problem = Problem.WRONG_TYPE;
        }
    }

    private void handOver() {
        if (filled == 0) {
            return;
        }
        byte[] full = piece;
        int length = filled;
        filled = 0;
        piece = new byte[0];
        stored = stored.compose(before -> {
            sha256.update(full, 0, length);
            return writing().write(full, length);
        });
    }

    private BlobStore.Writer writing() {
        var open = writer;
        if (open == null) {
            open = store.get();
            writer = open;
        }
        return open;
    }

    private StoredDocument document(String fileName, byte @Nullable [] content) {
        var mimeType = type == null ? "application/octet-stream" : type.mimeType();
        return new StoredDocument(id, fileName, size, mimeType, sha256.digest(), content);
    }
}
