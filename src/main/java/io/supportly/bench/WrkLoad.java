package io.supportly.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The load client wrk, told by a generated script what to send.
final class WrkLoad implements Load {

    private static final Pattern RESULT = Pattern.compile("result (\\d+) (\\d+) (\\d+) ([\\d.]+) ([\\d.]+)");

    private final Target target;
    private final Path wrk;

    private WrkLoad(Target target, Path wrk) {
        this.target = target;
        this.wrk = wrk;
    }

    static Optional<Load> find(Target target) {
        return Programs.find("wrk").map(wrk -> new WrkLoad(target, wrk));
    }

    @Override
    public String title() {
        return "wrk";
    }

    @Override
    public Measured run(Request request, int connections, Duration time) throws IOException, InterruptedException {
        Path script = Files.createTempFile("load", ".lua");
        try {
            Files.writeString(script, script(request));
            long cpuBefore = Processes.endedChildrenCpu();
            String printed = Programs.output(new ProcessBuilder(
                    wrk.toString(),
                    "--threads",
                    "2",
                    "--connections",
                    Integer.toString(connections),
                    "--duration",
                    time.toSeconds() + "s",
                    "--timeout",
                    "10s",
                    "--script",
                    script.toString(),
                    "http://" + target.address().getHost() + ":" + target.port()));
            return measured(printed, Duration.ofNanos(Processes.endedChildrenCpu() - cpuBefore));
        } finally {
            Files.delete(script);
        }
    }

    private static Measured measured(String printed, Duration cpu) throws IOException {
        Matcher result = RESULT.matcher(printed);
        if (!result.find()) {
            throw new IOException("wrk told no result: " + printed);
        }
        return new Measured(
                Long.parseLong(result.group(1)),
                Long.parseLong(result.group(2)),
                Duration.ofNanos(Long.parseLong(result.group(3)) * 1000),
                Double.parseDouble(result.group(4)),
                Double.parseDouble(result.group(5)),
                cpu);
    }

    private String script(Request request) {
        String words = request.hole().words().stream().map(WrkLoad::quoted).collect(Collectors.joining(","));
        String choice = words.isEmpty()
                ? "tostring(math.random(1, " + request.hole().upTo() + "))"
                : "words[math.random(#words)]";
        return """
                local words = {%s}
                local path = %s
                local body = %s
                local threads = 0
                wrk.method = %s
                wrk.headers["api_access_token"] = %s
                wrk.headers["Accept"] = "application/json"
                wrk.headers["Host"] = %s
                if #body > 0 then wrk.headers["Content-Type"] = "application/json" end

                function setup(thread)
                  threads = threads + 1
                  thread:set("seed", os.time() * 1000 + threads)
                end

                function init(args)
                  math.randomseed(seed)
                end

                local function filled(text, value)
                  local from, to = text:find("{}", 1, true)
                  if not from then return text end
                  return text:sub(1, from - 1) .. value .. text:sub(to + 1)
                end

                function request()
                  local content = #body > 0 and filled(body, tostring(math.random(%d, %d))) or nil
                  return wrk.format(nil, filled(path, %s), nil, content)
                end

                function done(summary, latency, requests)
                  local lost = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
                  local answered = summary.requests - summary.errors.status
                  io.write(string.format("result %%d %%d %%d %%.3f %%.3f\\n", answered, lost + summary.errors.status,
                    summary.duration, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
                end
                """.formatted(
                        words,
                        quoted(request.path()),
                        quoted(request.body()),
                        quoted(request.method()),
                        quoted(target.token()),
                        quoted(target.address().getAuthority()),
                        Request.LEAST_NUMBER,
                        Request.LEAST_NUMBER + Request.NUMBERS - 1,
                        choice);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
