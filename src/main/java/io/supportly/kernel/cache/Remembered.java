package io.supportly.kernel.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One kind of fact, loaded on first use. Loading a key and forgetting it wait for each other, so that what was read
/// before a change is not kept after it. A `null` is not kept.
public final class Remembered<K, V> {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Memory memory;
    private final String name;
    private final Function<String, K> key;
    private final Function<K, ? extends @Nullable V> load;
    private final Cache<K, V> cache;

    Remembered(Memory memory, String name, int most, Function<String, K> key, Function<K, ? extends @Nullable V> load) {
        this.memory = memory;
        this.name = name;
        this.key = key;
        this.load = load;
        cache = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(LONGEST)
                .build();
    }

    public @Nullable V find(K key) {
        return cache.get(key, load);
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
        memory.tellAll(name, key);
    }

    void forgetHere(String text) {
        cache.invalidate(key.apply(text));
    }

    void forgetAllHere() {
        cache.invalidateAll();
    }
}
