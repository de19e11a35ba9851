package io.supportly.contacts;

import io.supportly.accounts.Members;
import io.supportly.kernel.Caller;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}/contacts/{contact}/notes")
@Tag(name = "Contact notes", description = "What agents write down about a contact, for each other.")
final class NotesController {
    private static final int PAGE = 100;

    private final Contacts contacts;
    private final Notes notes;
    private final Members members;

    NotesController(Contacts contacts, Notes notes, Members members) {
        this.contacts = contacts;
        this.notes = notes;
        this.members = members;
    }

    record Query(@Nullable Integer page) {}

    @GetMapping
    @Allow(scope = "contacts.read")
    @Operation(summary = "List a contact's notes", description = "The newest first, 100 a page.")
    List<Note.Rest> list(Caller caller, @PathVariable long contact, @FromQuery Query query) {
        contacts.get(caller, contact);
        return notes.of(caller.account(), contact, Paging.of(query.page(), PAGE)).stream()
                .map(this::rest)
                .toList();
    }

    @GetMapping("/{id}")
    @Allow(scope = "contacts.read")
    @Operation(summary = "Show a note", description = "With the agent who wrote it.")
    Note.Rest show(Caller caller, @PathVariable long contact, @PathVariable long id) {
        contacts.get(caller, contact);
        return rest(notes.get(caller.account(), contact, id));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(scope = "contacts.write")
    @Operation(summary = "Write a note", description = "Agents see it; the contact never does.")
    Note.Rest add(Caller caller, @PathVariable long contact, @RequestBody Note.Draft draft) {
        contacts.get(caller, contact);
        return rest(notes.add(caller, contact, draft.checked()));
    }

    @PatchMapping("/{id}")
    @Allow(scope = "contacts.write")
    @Operation(summary = "Rewrite a note", description = "Its writer stays who he is.")
    Note.Rest update(Caller caller, @PathVariable long contact, @PathVariable long id, @RequestBody Note.Draft draft) {
        contacts.get(caller, contact);
        return rest(notes.update(caller.account(), contact, id, draft.checked()));
    }

    @DeleteMapping("/{id}")
    @Allow(scope = "contacts.write")
    @Operation(summary = "Delete a note", description = "For good.")
    Map<String, Object> remove(Caller caller, @PathVariable long contact, @PathVariable long id) {
        contacts.get(caller, contact);
        notes.remove(caller.account(), contact, id);
        return Map.of();
    }

    private Note.Rest rest(Note note) {
        return note.rest(members.find(note.account(), note.userId()).orElse(null));
    }
}
