package io.supportly.sessions;

import jakarta.servlet.http.HttpServletRequest;

/// Where somebody signs in from, for him to recognise.
record Place(String address, String userAgent) {
    private static final int LONGEST = 255;

    static Place of(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        String shown = agent == null ? "" : agent.replaceAll("\\p{Cntrl}+", " ").strip();
        return new Place(request.getRemoteAddr(), shown.substring(0, Math.min(LONGEST, shown.length())));
    }
}
