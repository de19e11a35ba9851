package io.supportly.kernel.web;

/// The Content-Security-Policy of the pages that we serve to people: no script, nothing from elsewhere, in nobody's
/// frame, and the one stylesheet `/pages/pages.css`.
public final class PagePolicy {
    private PagePolicy() {}

    /// @param formTarget where a form may lead, over redirects too: as `'self'`, or `'none'`
    public static String withForms(String formTarget) {
        return "default-src 'none'; style-src 'self'; form-action " + formTarget
                + "; base-uri 'none'; frame-ancestors 'none'";
    }
}
