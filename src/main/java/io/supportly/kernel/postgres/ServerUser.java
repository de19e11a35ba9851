package io.supportly.kernel.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who runs PostgreSQL: ourselves, or, as it refuses to run as root, somebody without rights.
///
/// @param other the user to become, empty where we stay who we are
/// @param prefix the words before each command that make it run as that user
record ServerUser(Optional<UserPrincipal> other, List<String> prefix) {
    /// How a command ended, and what it printed.
    record Ended(int status, String output) {
        boolean well() {
            return status == 0;
        }
    }

    /// Whoever owns the data already goes on owning it, so that a start as root after one as an ordinary user works.
    static ServerUser ownerOf(Path data) throws IOException {
        if (new UnixSystem().getUid() != 0) {
            return self(data);
        }
        var owner = Files.exists(data) ? Files.getOwner(data) : root();
        return becoming(owner.equals(root()) ? unprivileged() : owner);
    }

    private static ServerUser self(Path data) throws IOException {
        if (Files.exists(data) && !Files.getAttribute(data, "unix:uid").equals((int) new UnixSystem().getUid())) {
            throw new PostgresFailure("%s belongs to %s: start Supportly as that user or as root"
                    .formatted(data, Files.getOwner(data).getName()));
        }
        return new ServerUser(Optional.empty(), List.of());
    }

    private static UserPrincipal root() throws IOException {
        return user("root").orElseThrow(() -> new PostgresFailure("This system knows no user 'root'"));
    }

    private static UserPrincipal unprivileged() throws IOException {
        return user("postgres")
                .or(() -> user("nobody"))
                .orElseThrow(
                        () -> new PostgresFailure(
                                "PostgreSQL refuses to run as root, and there is no user 'postgres' or 'nobody': start Supportly as an ordinary user"));
    }

    private static Optional<UserPrincipal> user(String name) {
        try {
            return Optional.of(
                    Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
        } catch (UserPrincipalNotFoundException unknown) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new PostgresFailure("Cannot look up the user '%s'".formatted(name), failure);
        }
    }

    private static ServerUser becoming(UserPrincipal user) {
        var name = user.getName();
        var here = new ServerUser(Optional.empty(), List.of());
        var group = here.run(Path.of("/"), List.of("id", "-g", name)).output();
        return Stream.of(
                        List.of("setpriv", "--reuid=" + name, "--regid=" + group, "--clear-groups"),
                        List.of("runuser", "-u", name, "--"))
                .map(prefix -> new ServerUser(Optional.of(user), prefix))
                .filter(candidate ->
                        candidate.run(Path.of("/"), List.of("id", "-u")).well())
                .findFirst()
                .orElseThrow(() -> new PostgresFailure(
                        "PostgreSQL refuses to run as root, and neither setpriv nor runuser is here to become '%s': start Supportly as an ordinary user"
                                .formatted(name)));
    }

    /// The mode of folders that this user must be able to enter, though not to list.
    String passable() {
        return other.isPresent() ? "rwx--x--x" : "rwx------";
    }

    void own(Path path) throws IOException {
        if (other.isPresent()) {
            Files.setOwner(path, other.get());
        }
    }

    /// Takes over a folder that root has copied or restored.
    void ownAll(Path folder) throws IOException {
        if (other.isEmpty() || Files.getOwner(folder).equals(other.get())) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : (Iterable<Path>) paths::iterator) {
                own(path);
            }
        }
    }

    /// Tells in one line which parent folder stands in the way.
    void mustReach(Path folder) throws IOException {
        if (other.isEmpty()
                || run(Path.of("/"), List.of("ls", "-d", folder + "/.")).well()) {
            return;
        }
        var name = other.get().getName();
        for (var parent = folder; parent != null; parent = parent.getParent()) {
            if (!run(Path.of("/"), List.of("ls", "-d", parent + "/.")).well() && !enterable(parent)) {
                throw new PostgresFailure(
                        "PostgreSQL runs as '%s', who cannot enter %s: set SUPPORTLY_HOME to a folder elsewhere, such as /var/lib/supportly, or run: chmod o+x %s"
                                .formatted(name, parent, parent));
            }
        }
        throw new PostgresFailure(
                "PostgreSQL runs as '%s', who cannot enter %s: set SUPPORTLY_HOME to a folder elsewhere, such as /var/lib/supportly"
                        .formatted(name, folder));
    }

    private boolean enterable(Path folder) throws IOException {
        return Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS)
                .contains(PosixFilePermission.OTHERS_EXECUTE);
    }

    /// Runs a short command to its end.
    Ended run(Path folder, List<String> command) {
        try {
            var process = prepare(folder, command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return new Ended(process.waitFor(), output);
        } catch (IOException missing) {
            return new Ended(127, String.valueOf(missing.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PostgresFailure("Interrupted while running " + command.getFirst(), interrupted);
        }
    }

    /// Begins a command whose effect is watched elsewhere.
    Process begin(Path folder, List<String> command) throws IOException {
        return prepare(folder, command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// The environment is left behind: our secrets are none of the server's business, and PGPORT and the like
    /// would change what it does.
    private ProcessBuilder prepare(Path folder, List<String> command) {
        var words = new ArrayList<>(prefix);
        words.addAll(command);
        var builder = new ProcessBuilder(words).directory(folder.toFile());
        var path = System.getenv("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", path == null ? "/usr/bin:/bin" : path + ":/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().put("LC_ALL", "C");
        return builder;
    }
}
