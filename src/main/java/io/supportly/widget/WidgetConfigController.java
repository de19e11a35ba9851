package io.supportly.widget;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.supportly.accounts.Account;
import io.supportly.accounts.Accounts;
import io.supportly.contacts.Contact;
import io.supportly.conversations.Customers;
import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Website;
import io.supportly.inboxes.WorkingHours;
import io.supportly.kernel.Settings;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Open;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/widget")
@Tag(
        name = "Widget API",
        description = "What the widget on a website calls for its visitor, in the session that the first call gives.")
final class WidgetConfigController {
    private static final List<Language> LANGUAGES =
            Account.LOCALES.stream().map(code -> new Language(code, name(code))).toList();

    private final Visitors visitors;
    private final VisitorTokens tokens;
    private final Accounts accounts;
    private final Settings settings;
    private final Clock clock;

    WidgetConfigController(Visitors visitors, VisitorTokens tokens, Accounts accounts, Settings settings, Clock clock) {
        this.visitors = visitors;
        this.tokens = tokens;
        this.accounts = accounts;
        this.settings = settings;
        this.clock = clock;
    }

    record View(Config websiteChannelConfig, Visitor contact, Map<String, Object> globalConfig) {}

    record Config(
            boolean allowMessagesAfterResolved,
            String apiHost,
            String authToken,
            String avatarUrl,
            boolean csatSurveyEnabled,
            boolean disableBranding,
            List<String> enabledFeatures,
            List<Language> enabledLanguages,
            String locale,
            @Nullable Object outOfOfficeMessage,
            @Nullable Object portal,
            boolean preChatFormEnabled,
            Map<String, Object> preChatFormOptions,
            String replyTime,
            String timezone,
            String utcOffSet,
            String websiteName,
            String websiteToken,
            @Nullable String welcomeTagline,
            @Nullable String welcomeTitle,
            String widgetColor,
            List<WorkingHours> workingHours,
            boolean workingHoursEnabled) {}

    record Language(@JsonProperty("iso_639_1_code") String code, String name) {}

    record Visitor(
            long id,
            String name,
            @Nullable String email,
            @Nullable String phoneNumber,
            @Nullable String identifier,
            String pubsubToken) {
        static Visitor of(Customers.Customer visitor) {
            Contact shown = visitor.shown();
            return new Visitor(
                    shown.id(),
                    shown.name(),
                    shown.email(),
                    shown.phoneNumber(),
                    shown.identifier(),
                    visitor.at().pubsubToken());
        }
    }

    record Query(@Required @Nullable String websiteToken) {
        String checked() {
            new Faults().present("website_token", websiteToken).orThrow();
            return Objects.requireNonNull(websiteToken);
        }
    }

    @PostMapping("/config")
    @Open(why = "a visitor gets his session here; the website's token is public")
    @Operation(
            summary = "Begin or go on",
            description = "How the widget is to look and what is asked, with the visitor's session in `auth_token`: his"
                    + " own if `X-Auth-Token` has a good one, otherwise a new one with a new contact.")
    View config(
            @FromQuery Query query, @RequestHeader(value = "X-Auth-Token", required = false) @Nullable String session) {
        Inbox website = visitors.website(query.checked()).orElseThrow(Problem::notFound);
        Customers.Customer visitor = visitors.find(website, session).orElseGet(() -> visitors.begin(website));
        return new View(config(website, tokens.sign(visitor.at())), Visitor.of(visitor), Map.of());
    }

    private Config config(Inbox inbox, String session) {
        Website website = Website.of(inbox);
        Map<String, Object> options = inbox.options();
        return new Config(
                is(options, "allow_messages_after_resolved"),
                settings.baseUrl(),
                session,
                inbox.avatarUrl(),
                is(options, "csat_survey_enabled"),
                true,
                website.features(),
                LANGUAGES,
                accounts.get(inbox.account()).locale(),
                options.get("out_of_office_message"),
                null,
                website.preChatFormEnabled(),
                website.preChatFormOptions(),
                website.replyTime(),
                inbox.zone().getId(),
                offset(inbox),
                inbox.name(),
                inbox.identifier(),
                website.welcomeTagline(),
                website.welcomeTitle(),
                website.color(),
                inbox.workingHours(),
                is(options, "working_hours_enabled"));
    }

    private static boolean is(Map<String, Object> options, String name) {
        return Boolean.TRUE.equals(options.get(name));
    }

    private String offset(Inbox inbox) {
        ZoneOffset offset = inbox.zone().getRules().getOffset(clock.instant());
        return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    }

    private static String name(String code) {
        Locale locale = Locale.forLanguageTag(code.replace('_', '-'));
        return locale.getDisplayName(locale) + " (" + code + ")";
    }
}
