using System.Reflection;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Concord.App.Api;

/// <summary>
/// Says in the OpenAPI document where elements of lists and values of maps may be null. The generator of ASP.NET Core looks at the
/// nullability of properties only, not inside their type arguments, and the typed client would promise cells that are never empty.
/// </summary>
internal sealed class NullableElements : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo?.AttributeProvider is PropertyInfo property)
            Apply(schema, new NullabilityInfoContext().Create(property));
        return Task.CompletedTask;
    }

    private static void Apply(IOpenApiSchema? schema, NullabilityInfo nullability)
    {
        if (schema is not OpenApiSchema open)
            return;
        var element = nullability.ElementType ?? nullability.GenericTypeArguments.LastOrDefault();
        var inner = open.Items ?? open.AdditionalProperties;
        if (element is null || inner is not OpenApiSchema innerSchema)
            return;
        if (element.ReadState == NullabilityState.Nullable && innerSchema.Type is { } type)
            innerSchema.Type = type | JsonSchemaType.Null;
        Apply(innerSchema, element);
    }
}
