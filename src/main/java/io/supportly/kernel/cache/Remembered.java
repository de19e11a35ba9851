package io.supportly.kernel.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.supportly.kernel.sql.Transactions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// One kind of fact, loaded on first use. Who asks for what is being loaded waits for that, and fails with it: with no
/// database, a hundred must not wait for it one after the other. What is forgotten while it is loaded is not kept. The
/// transaction that changes a fact reads it anew each time, and nobody else sees the change before it commits. A `null`
/// is not kept.
public final class Remembered<K, V> {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Memory memory;
    private final String name;
    private final Function<String, K> key;
    private final Function<K, ? extends @Nullable V> load;
    private final AsyncCache<K, V> cache;

    Remembered(Memory memory, String name, int most, Function<String, K> key, Function<K, ? extends @Nullable V> load) {
        this.memory = memory;
        this.name = name;
        this.key = key;
        this.load = load;
        cache = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(LONGEST)
                .buildAsync();
    }

    public @Nullable V find(K key) {
        return isChanging(key) ? load.apply(key) : findShared(key);
    }

    private @Nullable V findShared(K key) {
        CompletableFuture<V> there = cache.getIfPresent(key);
        if (there == null) {
            var mine = new CompletableFuture<@Nullable V>();
            there = cache.asMap().putIfAbsent(key, mine);
            if (there == null) {
                return loaded(key, mine);
            }
        }
        try {
            return there.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private @Nullable V loaded(K key, CompletableFuture<@Nullable V> future) {
        try {
            V value = load.apply(key);
            future.complete(value);
            return value;
        } catch (RuntimeException | Error e) {
            future.completeExceptionally(e);
            throw e;
        }
    }

    public V get(K key) {
        V value = find(key);
        if (value == null) {
            throw new IllegalStateException("Nothing to remember as " + name + " " + key);
        }
        return value;
    }

    /// To be called in the transaction that changes the fact; takes effect on every node when it commits.
    public void forget(K key) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            changing(true).add(key);
        }
        memory.tellAll(name, key);
    }

    private boolean isChanging(K key) {
        return TransactionSynchronizationManager.hasResource(this)
                && changing(false).contains(key);
    }

    /// What the running transaction has changed.
    @SuppressWarnings("unchecked")
    private Set<K> changing(boolean begin) {
        if (begin && !TransactionSynchronizationManager.hasResource(this)) {
            TransactionSynchronizationManager.bindResource(this, new HashSet<K>());
            Transactions.afterEnd(() -> TransactionSynchronizationManager.unbindResourceIfPossible(this));
        }
        return (Set<K>) Objects.requireNonNull(TransactionSynchronizationManager.getResource(this));
    }

    void forgetHere(String text) {
        cache.synchronous().invalidate(key.apply(text));
    }

    void forgetAllHere() {
        cache.synchronous().invalidateAll();
    }
}
