package com.docurift.api.submit;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Lists the document types in the OpenAPI document; an annotation could not take them from where they are known. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class DocumentTypesInOpenApi implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI document) {
        Optional.ofNullable(document.getComponents())
                .map(Components::getSchemas)
                .map(schemas -> schemas.get(SubmitForm.class.getSimpleName()))
                .map(Schema::getProperties)
                .map(fields -> fields.get("documentType"))
                .ifPresent(type -> type.setEnumeration(List.copyOf(DocumentType.accepted())));
    }
}
