using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Dashboard.Web;

/// <summary>The frame of <c>/openapi/v1.json</c>: what this API is, and how a caller authenticates.</summary>
internal sealed class ApiDescription : IOpenApiDocumentTransformer
{
    private const string KeyScheme = "api_key";

    public Task TransformAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "LLMOps dashboard",
            Version = "v1",
            Description = "Telemetry in, cost and latency out, decisions on the record. JSON is snake_case, times are "
                + "RFC 3339 UTC, money is a decimal string in USD, durations are milliseconds. Errors are RFC 9457 "
                + "problem details.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[KeyScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key as 'Authorization: Bearer KEY'; 'x-api-key: KEY', 'api_key: KEY' and Basic with "
                + "the key as password work too.",
        };
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, document)] = [] },
        ];
        return Task.CompletedTask;
    }
}
