package io.supportly.contacts;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.files.FileStore;
import io.supportly.kernel.jobs.Jobs;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Kind;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Paging;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Upload;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}/contacts")
@Tag(name = "Contact files", description = "Contacts in from a table, and out into one.")
final class ContactTransfersController {
    private static final long LARGEST = 40L * 1024 * 1024;
    private static final int LONGEST_NAME = 255;
    private static final int PAGE = 25;

    private final ContactImports imports;
    private final ContactExports exports;
    private final FileStore files;
    private final TransferLinks links;
    private final Jobs jobs;
    private final CustomTask<Void> importing;
    private final CustomTask<Void> exporting;
    private final TransactionTemplate transactions;

    ContactTransfersController(
            ContactImports imports,
            ContactExports exports,
            FileStore files,
            TransferLinks links,
            Jobs jobs,
            CustomTask<Void> importContacts,
            CustomTask<Void> exportContacts,
            TransactionTemplate transactions) {
        this.imports = imports;
        this.exports = exports;
        this.files = files;
        this.links = links;
        this.jobs = jobs;
        this.importing = importContacts;
        this.exporting = exportContacts;
        this.transactions = transactions;
    }

    record Query(@Nullable Integer page) {}

    record ImportFile(@Required List<Upload> importFile) {
        Upload checked() {
            boolean one = importFile.size() == 1 && importFile.getFirst().part() != null;
            new Faults()
                    .check("import_file", one && importFile.getFirst().size() > 0, "is blank", "blank")
                    .orThrow();
            Upload file = importFile.getFirst();
            try (InputStream in = file.open();
                    var read = ContactFile.open(in)) {
                read.checked();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return file;
        }
    }

    record OneImport(ContactImport.Rest payload) {}

    record Imports(List<ContactImport.Rest> payload) {}

    record OneExport(ContactExport.Rest payload) {}

    record Exports(List<ContactExport.Rest> payload) {}

    @PostMapping("/import")
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(role = Role.ADMINISTRATOR, scope = "contacts.write")
    @Operation(
            summary = "Import contacts",
            description = "From a CSV file in UTF-8, as `import_file` of a form, up to 40 MB. The first row names the"
                    + " columns: name, email, phone_number, identifier, blocked, labels, company_name, city, country;"
                    + " any other is a custom attribute. A contact with the same identifier, e-mail or phone number is"
                    + " updated. Works in the background; ask `imports/{id}` how far it is.")
    OneImport importContacts(Caller caller, @RequestBody ImportFile body) {
        Upload file = body.checked();
        String key = keep(file);
        String name = file.fileName();
        ContactImport queued = Objects.requireNonNull(transactions.execute(_ -> {
            ContactImport added =
                    imports.add(caller, name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name, key);
            jobs.schedule(importing, ContactTransfers.instance(added.account(), added.id()), null);
            return added;
        }));
        return new OneImport(rest(queued));
    }

    private String keep(Upload file) {
        try (InputStream in = file.open()) {
            if (files.put(in, LARGEST) instanceof FileStore.Intake.Stored stored) {
                return stored.key();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw Problem.of(Kind.TOO_LARGE, "The file is larger than 40 MB");
    }

    @GetMapping("/imports")
    @Allow(role = Role.ADMINISTRATOR, scope = "contacts.read")
    @Operation(summary = "List imports", description = "The newest first, 25 a page; those of the last week.")
    Imports listImports(Caller caller, @FromQuery Query query) {
        return new Imports(imports.page(caller.account(), Paging.of(query.page(), PAGE)).stream()
                .map(this::rest)
                .toList());
    }

    @GetMapping("/imports/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "contacts.read")
    @Operation(
            summary = "Show an import",
            description = "How far it is. Once it is done, `refused_url` leads to a CSV file of the rows that were"
                    + " refused, with the reason behind each; it opens for a week.")
    OneImport showImport(Caller caller, @PathVariable long id) {
        return new OneImport(rest(imports.find(caller.account(), id).orElseThrow(Problem::notFound)));
    }

    private ContactImport.Rest rest(ContactImport each) {
        return each.rest(links.of(each.refusedKey(), each.finishedAt(), "refused.csv"));
    }

    @PostMapping("/export")
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(role = Role.ADMINISTRATOR, scope = "contacts.read")
    @Operation(
            summary = "Export contacts",
            description = "All, or those of a `label`, as a CSV file with these columns, which may be custom"
                    + " attributes. Works in the background; a mail with the link comes when it is done.")
    OneExport exportContacts(Caller caller, @RequestBody ContactExport.Draft draft) {
        ContactExport.Draft checked = draft.checked();
        ContactExport queued = Objects.requireNonNull(transactions.execute(_ -> {
            ContactExport added = exports.add(caller, checked);
            jobs.schedule(exporting, ContactTransfers.instance(added.account(), added.id()), null);
            return added;
        }));
        return new OneExport(rest(queued));
    }

    @GetMapping("/exports")
    @Allow(role = Role.ADMINISTRATOR, scope = "contacts.read")
    @Operation(summary = "List exports", description = "The newest first, 25 a page; those of the last week.")
    Exports listExports(Caller caller, @FromQuery Query query) {
        return new Exports(exports.page(caller.account(), Paging.of(query.page(), PAGE)).stream()
                .map(this::rest)
                .toList());
    }

    @GetMapping("/exports/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "contacts.read")
    @Operation(summary = "Show an export", description = "Once it is done, `url` leads to the file for a week.")
    OneExport showExport(Caller caller, @PathVariable long id) {
        return new OneExport(rest(exports.find(caller.account(), id).orElseThrow(Problem::notFound)));
    }

    private ContactExport.Rest rest(ContactExport each) {
        return each.rest(links.of(each.fileKey(), each.finishedAt(), "contacts.csv"));
    }
}
