package io.supportly.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The load client of the house. One platform thread a connection: at these numbers a blocking read costs less than a
/// virtual thread's wake-up, and a thread's CPU time can be told.
final class SocketLoad implements Load {

    /// How long after its end a run waits for the last answers.
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Target target;
    private final InetSocketAddress address;
    private final Duration grace;

    SocketLoad(Target target) {
        this(target, GRACE);
    }

    SocketLoad(Target target, Duration grace) {
        this.target = target;
        this.address = new InetSocketAddress(target.address().getHost(), target.port());
        this.grace = grace;
    }

    @Override
    public String title() {
        return "own client";
    }

    @Override
    public Measured run(Request request, int connections, Duration time) throws InterruptedException {
        return run(List.of(request), connections, time, Long.MAX_VALUE);
    }

    /// The status of one answer, to know what a request comes to before thousands of them are counted.
    int status(Request request) throws IOException {
        try (var connection = new KeptConnection(address)) {
            return connection.exchange(bytes(request, new SplittableRandom()));
        }
    }

    /// Sends requests chosen at random from a mix until the time is over or each connection has sent so many.
    Measured run(List<Request> mix, int connections, Duration time, long requestsEach) throws InterruptedException {
        long start = System.nanoTime();
        long deadline = start + time.toNanos();
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            var worker = new Worker(List.copyOf(mix), deadline, requestsEach);
            worker.thread = Thread.ofPlatform().daemon().name("load-" + i).start(worker);
            workers.add(worker);
        }
        return collected(workers, start, deadline + grace.toNanos());
    }

    private static Measured collected(List<Worker> workers, long start, long patience) throws InterruptedException {
        var latencies = new Latencies();
        long failed = 0;
        long cpu = 0;
        long end = start;
        for (Worker worker : workers) {
            worker.join(patience);
            latencies.add(worker.latencies);
            failed += worker.failed;
            cpu += worker.cpu;
            end = Math.max(end, worker.end);
        }
        return new Measured(
                latencies.count(),
                failed,
                Duration.ofNanos(end - start),
                latencies.millis(0.5),
                latencies.millis(0.99),
                Duration.ofNanos(cpu));
    }

    private byte[] bytes(Request request, SplittableRandom random) {
        var text = new StringBuilder(512)
                .append(request.method())
                .append(' ')
                .append(request.path(random))
                .append(" HTTP/1.1\r\nHost: ")
                .append(target.address().getAuthority())
                .append("\r\napi_access_token: ")
                .append(target.token())
                .append("\r\nAccept: application/json\r\n");
        if (!request.body().isEmpty()) {
            String body = request.body(random);
            text.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.length())
                    .append("\r\n\r\n")
                    .append(body);
        } else {
            text.append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private final class Worker implements Runnable {
        private final List<Request> mix;
        private final long deadline;
        private final long requests;
        private final KeptConnection connection = new KeptConnection(address);
        private final SplittableRandom random = new SplittableRandom();
        private final Latencies latencies = new Latencies();
        private long failed;
        private long cpu;
        private long end;
        private @Nullable Thread thread;

        Worker(List<Request> mix, long deadline, long requests) {
            this.mix = mix;
            this.deadline = deadline;
            this.requests = requests;
        }

        @Override
        public void run() {
            for (long sent = 0; sent < requests && System.nanoTime() < deadline; sent++) {
                send(mix.get(random.nextInt(mix.size())));
            }
            end = System.nanoTime();
            cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            close();
        }

        private void send(Request request) {
            byte[] bytes = bytes(request, random);
            long begin = System.nanoTime();
            try {
                int status = connection.exchange(bytes);
                if (status < 200 || status > 299) {
                    failed++;
                    return;
                }
                latencies.record(System.nanoTime() - begin);
            } catch (IOException | NumberFormatException broken) {
                failed++;
                restAfterFailure();
            }
        }

        /// A server that is gone fails at once; without a rest its failures would be counted by the million.
        private void restAfterFailure() {
            try {
                connection.dropChannel();
            } catch (IOException broken) {
                failed++;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }

        private void close() {
            try {
                connection.close();
            } catch (IOException broken) {
                failed++;
            }
        }

        /// Waits for the end of the thread; an answer that is still missing by then is given up and has failed.
        void join(long patience) throws InterruptedException {
            Thread running = Objects.requireNonNull(thread);
            if (!running.join(Duration.ofNanos(Math.max(1, patience - System.nanoTime())))) {
                close();
                running.join();
            }
        }
    }
}
