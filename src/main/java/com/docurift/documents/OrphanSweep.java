package com.docurift.documents;

import com.docurift.platform.Loops;
import com.docurift.platform.PlatformConfig;
import com.docurift.platform.Role;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Removes files of the store that no row names: what a crash between the last byte and the commit left behind, or a deletion
 * that lost its file. A file is looked at only when it has been untouched for so long that no upload can still be on it.
 */
@ApplicationScoped
public class OrphanSweep {
    private static final Logger LOG = Logger.getLogger(OrphanSweep.class);
    private static final int AT_ONCE = 1000;

    private final BlobStore store;
    private final List<BlobOwner> owners;
    private final DocumentsConfig config;
    private final Clock clock;
    private int slice;

    @Inject
    public OrphanSweep(BlobStore store, @All List<BlobOwner> owners, DocumentsConfig config, Clock clock) {
        this.store = store;
        this.owners = owners;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, Loops loops, PlatformConfig platform) {
        if (platform.roles().contains(Role.API)) {
            loops.start("document-sweep", config.sweepInterval(), this::sweepNextSlice);
        }
    }

    /** Looks through one slice of the store; answers whether slices of this round are left. */
    Uni<Boolean> sweepNextSlice() {
        var old = clock.instant().minus(config.orphanAge());
        var owner = owners.get(slice / BlobStore.SLICES);
        return UniHelper.toUni(store.olderThan(owner.kind(), slice % BlobStore.SLICES, old))
                .chain(ids -> removeThoseWithoutRow(owner, ids))
                .map(done -> {
                    slice = (slice + 1) % (owners.size() * BlobStore.SLICES);
                    return slice != 0;
                });
    }

    private Uni<Void> removeThoseWithoutRow(BlobOwner owner, List<String> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var some = ids.subList(0, Math.min(AT_ONCE, ids.size()));
        var others = ids.subList(some.size(), ids.size());
        return owner.living(some)
                .chain(living -> UniHelper.toUni(remove(owner.kind(), some, living)))
                .chain(done -> removeThoseWithoutRow(owner, others));
    }

    private Future<Void> remove(String kind, List<String> ids, Set<String> living) {
        var orphans = ids.stream().filter(id -> !living.contains(id)).toList();
        if (!orphans.isEmpty()) {
            LOG.infof("removes %d left-over files of the document store", orphans.size());
        }
        return Future.all(orphans.stream().map(id -> store.delete(kind, id)).toList())
                .mapEmpty();
    }
}
