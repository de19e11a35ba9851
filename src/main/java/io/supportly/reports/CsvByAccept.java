package io.supportly.reports;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// `Accept: text/csv` asks for the same as `.csv` behind the path.
@Component
final class CsvByAccept extends OncePerRequestFilter {
    private static final Pattern REPORT =
            Pattern.compile("(/api/v2/accounts/[^/]+/reports/(?:agents|inboxes|teams))/?");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept == null
                || !accept.contains("text/csv")
                || accept.contains("application/json")
                || !REPORT.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String file = REPORT.matcher(request.getRequestURI()).replaceFirst("$1.csv");
        chain.doFilter(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public String getRequestURI() {
                        return file;
                    }

                    @Override
                    public String getServletPath() {
                        return file;
                    }
                },
                response);
    }
}
