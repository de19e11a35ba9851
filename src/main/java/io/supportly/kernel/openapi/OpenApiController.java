package io.supportly.kernel.openapi;

import io.supportly.kernel.web.Open;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@Tag(name = "Operation")
final class OpenApiController {
    private final OpenApi openApi;

    OpenApiController(OpenApi openApi) {
        this.openApi = openApi;
    }

    @GetMapping("/openapi.json")
    @Open(why = "describes the API, none of its data")
    @Operation(summary = "This document", description = "The API as an OpenAPI 3.1 document.")
    ObjectNode document() {
        return openApi.document();
    }
}
