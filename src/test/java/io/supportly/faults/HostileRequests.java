package io.supportly.faults;

import io.supportly.faults.Endpoint.Field;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Makes requests that nobody should send: from nearly right, so that they get far, to nonsense. The same seed makes
/// the same requests.
final class HostileRequests {
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");
    private static final String LONG_TEXT = "Ünïcödé ".repeat(12_500);
    private static final String BOUNDARY = Nonsense.BOUNDARY;

    private final Random random;
    private final Endpoint endpoint;
    private Known known;

    /// What stands in the world that the requests go to.
    interface Known {
        /// The id that this variable of the path stands for, such as `/conversations/{id}`.
        String path(String before, String variable);

        /// The public token of a website, and the session of somebody who visits it.
        String website();

        String visitor();

        /// The token of an operator's program.
        String platformApp();

        /// A good value for a field of that name, as JSON.
        String value(Field field, Random random);

        /// What a good file for a field of that name holds, with something odd here and there.
        String file(Field field, Random random, Supplier<String> odd);
    }

    record Request(byte[] bytes) {}

    HostileRequests(Endpoint endpoint, long seed) {
        this.endpoint = endpoint;
        random = new Random(seed ^ endpoint.name().hashCode() * 0x9E3779B97F4A7C15L);
    }

    Request next(Known there, String token) {
        known = there;
        String target = path() + website(endpoint, known, query());
        var head = new StringBuilder(endpoint.method() + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        String own = isForPlatformApps(endpoint) ? known.platformApp() : token;
        head.append("api_access_token: ").append(chance(2) ? "wrong" : own).append("\r\n");
        if (isForVisitors(endpoint)) {
            head.append("X-Auth-Token: ")
                    .append(chance(2) ? "wrong" : known.visitor())
                    .append("\r\n");
        }
        if (chance(5)) {
            head.append("Idempotency-Key: ").append(chance(50) ? pick(Nonsense.PATHS) : "k" + random.nextInt(3));
            head.append("\r\n");
        }
        if (chance(3)) {
            head.append("Accept: ").append(pick(Nonsense.TYPES)).append("\r\n");
        }
        if (chance(2)) {
            head.append("X-Request-Id: ").append(pick(Nonsense.PATHS)).append("\r\n");
        }
        if (chance(4)) {
            head.append(pick(Nonsense.HEADERS)).append("\r\n");
        }
        byte[] body = endpoint.writes() ? body(head) : new byte[0];
        if (chance(5) && body.length > 0) {
            head.append("Transfer-Encoding: chunked\r\n\r\n");
            body = joined(bytes(Integer.toHexString(body.length) + "\r\n"), joined(body, bytes("\r\n0\r\n\r\n")));
        } else {
            head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        }
        return new Request(joined(bytes(head.toString()), body));
    }

    static boolean isForPlatformApps(Endpoint endpoint) {
        return endpoint.path().startsWith("/platform/");
    }

    static boolean isForVisitors(Endpoint endpoint) {
        return endpoint.path().startsWith("/api/v1/widget/");
    }

    /// The query, which for visitors names the website first.
    static String website(Endpoint endpoint, Known known, String query) {
        return isForVisitors(endpoint) ? "?website_token=" + known.website() + query.replaceFirst("^\\?", "&") : query;
    }

    private String path() {
        return path(
                endpoint,
                known,
                variable -> chance(variable.equals("{account}") ? 2 : 12) ? pick(Nonsense.PATHS) : variable);
    }

    /// The path with its variables filled in: what `bend` leaves as it is becomes the id of something that is there.
    static String path(Endpoint endpoint, Known known, UnaryOperator<String> bend) {
        var path = new StringBuilder();
        var variable = VARIABLE.matcher(endpoint.path());
        int from = 0;
        while (variable.find()) {
            String before = endpoint.path().substring(from, variable.start());
            String bent = bend.apply(variable.group());
            boolean left = bent.equals(variable.group());
            path.append(before).append(left ? known.path(endpoint.path().substring(0, variable.start()), bent) : bent);
            from = variable.end();
        }
        return path.append(endpoint.path().substring(from)).toString();
    }

    private String query() {
        int most = endpoint.writes() ? 10 : 80;
        if (!chance(most)) {
            return "";
        }
        var parts = new ArrayList<String>();
        for (Field field : endpoint.query()) {
            if (chance(50)) {
                String value = unquoted(chance(50) ? known.value(field, random) : value());
                parts.add(field.name() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        if (parts.isEmpty() || chance(30)) {
            parts.add(pick(Nonsense.QUERIES));
        }
        return "?" + String.join("&", parts);
    }

    private byte[] body(StringBuilder head) {
        int kind = random.nextInt(100);
        if (kind < 12) {
            head.append("Content-Type: application/x-www-form-urlencoded\r\n");
            return bytes(form());
        }
        if (kind < 24) {
            head.append("Content-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\n");
            return multipart();
        }
        if (!chance(3)) {
            head.append("Content-Type: ").append(chance(8) ? pick(Nonsense.TYPES) : "application/json");
            head.append("\r\n");
        }
        return kind < 34 ? nonsense() : bytes(wrapped());
    }

    private String wrapped() {
        String object = object(endpoint.body());
        if (endpoint.wrapper().isEmpty() || !chance(25)) {
            return object;
        }
        return "{\"" + endpoint.wrapper() + "\": " + (chance(80) ? object : value()) + "}";
    }

    /// Either nearly right, with one or two fields that are not, or wrong all over.
    private String object(List<Field> fields) {
        if (chance(20)) {
            return whole(fields, true);
        }
        boolean all = chance(12);
        int density = chance(60) ? 85 : 40;
        int bad = chance(25) || fields.isEmpty() ? -1 : random.nextInt(fields.size());
        var members = new ArrayList<String>();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            if (i == bad || chance(density)) {
                String value = all || i == bad ? value() : good(field);
                members.add("\"" + field.name() + "\": " + value);
                if (chance(1)) {
                    members.add("\"" + field.name() + "\": " + value());
                }
            }
        }
        if (chance(4)) {
            members.add("\"" + (chance(50) ? "unknown" : "\\u0000") + "\": " + value());
        }
        return "{" + String.join(", ", members) + "}";
    }

    /// Nothing wrong, and nothing missing but what may be: lists of records would hardly ever be understood.
    private String whole(List<Field> fields, boolean isOutermost) {
        var members = new ArrayList<String>();
        for (Field field : fields) {
            if (isOutermost && !field.isRequired() && chance(50)) {
                continue;
            }
            String value = switch (field.kind()) {
                case RECORD -> whole(field.fields(), false);
                case RECORDS -> "[" + whole(field.fields(), false) + "]";
                default -> known.value(field, random);
            };
            members.add("\"" + field.name() + "\": " + value);
        }
        return "{" + String.join(", ", members) + "}";
    }

    private String good(Field field) {
        return switch (field.kind()) {
            case RECORD -> object(field.fields());
            case RECORDS -> "[" + (chance(70) ? whole(field.fields(), false) : object(field.fields())) + "]";
            default -> known.value(field, random);
        };
    }

    private String value() {
        if (chance(1)) {
            return "\"" + LONG_TEXT + "\"";
        }
        if (chance(2)) {
            int depth = 1 + random.nextInt(200);
            return chance(50)
                    ? "[".repeat(depth) + "]".repeat(depth)
                    : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
        }
        if (chance(3)) {
            return "\"" + "x".repeat(200 + random.nextInt(400)) + "\"";
        }
        return pick(Nonsense.VALUES);
    }

    private byte[] nonsense() {
        byte[] whole = bytes(wrapped());
        return switch (random.nextInt(9)) {
            case 0 -> new byte[0];
            case 1 -> bytes("[" + new String(whole, StandardCharsets.UTF_8) + "]");
            case 2 -> java.util.Arrays.copyOf(whole, random.nextInt(whole.length));
            case 3 -> bytes(value());
            case 4 -> joined(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, whole);
            case 5 -> new String(whole, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
            case 6 -> bytes("[".repeat(20_000));
            case 7 -> {
                byte[] noise = new byte[1 + random.nextInt(200)];
                random.nextBytes(noise);
                yield noise;
            }
            default -> broken(whole);
        };
    }

    /// No UTF-8 any more.
    private byte[] broken(byte[] whole) {
        byte[] bad = whole.clone();
        for (int i = 0; i < 3; i++) {
            bad[random.nextInt(bad.length)] = (byte) (0x80 + random.nextInt(0x80));
        }
        return bad;
    }

    private String form() {
        var pairs = new ArrayList<String>();
        for (Field field : endpoint.body()) {
            if (chance(70)) {
                String value = unquoted(chance(70) ? good(field) : value());
                String encoded = chance(95) ? URLEncoder.encode(value, StandardCharsets.UTF_8) : "%zz%";
                pairs.add(formName(field) + "=" + encoded);
            }
        }
        if (chance(10)) {
            pairs.add(pick(Nonsense.QUERIES));
        }
        return String.join("&", pairs);
    }

    private String formName(Field field) {
        String name = switch (field.kind()) {
            case TEXTS, NUMBERS, RECORDS, FILES -> field.name() + (chance(70) ? "[]" : "");
            case MAP, RECORD -> field.name() + (chance(70) ? "[a]" : "");
            default -> field.name();
        };
        return chance(5) ? name + "[x]" : name;
    }

    private byte[] multipart() {
        var out = new ByteArrayOutputStream();
        for (Field field : endpoint.body()) {
            if (!chance(70)) {
                continue;
            }
            boolean file = field.kind() == Endpoint.Kind.FILES || chance(5);
            String fileName =
                    file ? "; filename=\"" + unquoted(chance(50) ? "\"a.png\"" : singleLine(value())) + "\"" : "";
            out.writeBytes(bytes(
                    "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + formName(field) + "\"" + fileName
                            + "\r\n" + (file ? "Content-Type: " + pick(Nonsense.TYPES) + "\r\n" : "") + "\r\n"));
            byte[] content = bytes(chance(30) ? unquoted(value()) : file ? file(field) : unquoted(good(field)));
            out.writeBytes(chance(5) && content.length > 0 ? broken(content) : content);
            out.writeBytes(bytes("\r\n"));
        }
        if (!chance(5)) {
            out.writeBytes(bytes("--" + BOUNDARY + "--\r\n"));
        }
        return out.toByteArray();
    }

    private String file(Field field) {
        return known.file(field, random, () -> unquoted(value()));
    }

    private static String singleLine(String value) {
        return value.length() > 1000 ? value.substring(0, 1000) : value;
    }

    private static String unquoted(String json) {
        return json.startsWith("\"") && json.endsWith("\"") && json.length() > 1
                ? json.substring(1, json.length() - 1)
                : json;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
