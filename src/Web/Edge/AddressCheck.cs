using Dashboard.HttpApi;
using Dashboard.Texts;
using Microsoft.AspNetCore.Http.Features;

namespace Dashboard.Web.Edge;

/// <summary>
/// Refuses addresses with what is no text (NUL, bytes that are not UTF-8), before anything reads them: no database could
/// look for it, and no page could show it. The bodies have readers of their own.
/// </summary>
internal static class AddressCheck
{
    public static void UseAddressCheck(this IApplicationBuilder app) => app.Use((context, next) =>
        Fault(context) is var (field, fault) ? RefuseAsync(context, field, fault) : next(context));

    private static (string Field, string Fault)? Fault(HttpContext context)
    {
        // The path as it came, for what cannot be decoded is left as it is; empty in a test server.
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        var path = string.IsNullOrEmpty(target) ? context.Request.Path.Value ?? "" : target.Split('?')[0];
        if (PercentText.Fault(path) is { } inPath)
        {
            return ("path", inPath);
        }

        if (!context.Request.QueryString.HasValue)
        {
            return null;
        }

        var query = context.Request.QueryString.Value!.TrimStart('?');
        foreach (var pair in query.Split('&'))
        {
            if (PercentText.Fault(pair) is { } inQuery)
            {
                var name = pair.Split('=')[0];
                return (PercentText.Fault(name) is null ? Uri.UnescapeDataString(name) : "query", inQuery);
            }
        }

        return null;
    }

    private static Task RefuseAsync(HttpContext context, string field, string fault) => Problems.Invalid(
        "invalid-address", "The address is not valid", new FieldFault(field, $"'{field}' {fault}.")).ExecuteAsync(context);
}
