package com.docurift.platform;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** The timers and the event loop of a {@link Vertx}, moved on by the test instead of by time. */
final class TimersByHand {
    private record Timer(long delay, Handler<Long> handler) {}

    private final Map<Long, Timer> timers = new LinkedHashMap<>();
    private final Queue<Handler<Void>> queued = new ArrayDeque<>();
    private long last;

    Vertx vertx() {
        return (Vertx) Proxy.newProxyInstance(
                Vertx.class.getClassLoader(),
                new Class<?>[] {Vertx.class},
                (proxy, method, arguments) -> call(method, arguments));
    }

    @SuppressWarnings("unchecked")
    private Object call(Method method, Object[] arguments) {
        switch (method.getName()) {
            case "setTimer":
                timers.put(++last, new Timer((long) arguments[0], (Handler<Long>) arguments[1]));
                return last;
            case "cancelTimer":
                return timers.remove((long) arguments[0]) != null;
            case "runOnContext":
                queued.add((Handler<Void>) arguments[0]);
                return null;
            default:
                throw new UnsupportedOperationException(method.toString());
        }
    }

    /** The delays of all timers that are set, in milliseconds. */
    List<Long> delays() {
        return timers.values().stream().map(Timer::delay).toList();
    }

    /** Lets the oldest timer go off. */
    void fire() {
        Iterator<Map.Entry<Long, Timer>> oldest = timers.entrySet().iterator();
        Map.Entry<Long, Timer> timer = oldest.next();
        oldest.remove();
        timer.getValue().handler().handle(timer.getKey());
        runQueued();
    }

    /** Runs what waits for the event loop. */
    void runQueued() {
        for (Handler<Void> next = queued.poll(); next != null; next = queued.poll()) {
            next.handle(null);
        }
    }
}
