package io.supportly.oauth;

import io.supportly.accounts.Secrets;
import java.util.Base64;

/// How our pages look; the one style that their Content-Security-Policy lets through.
public final class Look {
    public static final String CSS = """
            *{box-sizing:border-box}
            body{margin:0;padding:24px 16px;background:#f4f6f8;color:#1f2933;
              font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif}
            main{max-width:480px;margin:0 auto;padding:24px;background:#fff;border:1px solid #d9e2ec;border-radius:8px;
              overflow-wrap:anywhere}
            h1{margin:0 0 16px;font-size:22px;line-height:1.3}
            h2{margin:24px 0 8px;font-size:16px}
            p{margin:0 0 12px}
            ul{margin:0 0 16px;padding-left:20px}
            fieldset{margin:0 0 16px;padding:12px;border:1px solid #bcccdc;border-radius:6px}
            label{display:block;padding:8px 0}
            .actions{display:flex;flex-wrap:wrap;gap:12px;margin-top:24px}
            button{flex:1 1 140px;min-height:44px;padding:8px 16px;border:1px solid #829ab1;border-radius:6px;
              background:#fff;color:#1f2933;font:inherit;cursor:pointer}
            button.primary{border-color:#1d4ed8;background:#1d4ed8;color:#fff;font-weight:600}
            button:focus-visible,input:focus-visible{outline:3px solid #f59e0b;outline-offset:2px}
            .small{font-size:14px;color:#52606d}
            """;

    private static final String HASH = Base64.getEncoder().encodeToString(Secrets.hash(CSS));

    private Look() {}

    /// `formTarget` is where a form may lead, over redirects too.
    static String policy(String formTarget) {
        return "default-src 'none'; style-src 'sha256-" + HASH + "'; form-action " + formTarget
                + "; base-uri 'none'; frame-ancestors 'none'";
    }
}
