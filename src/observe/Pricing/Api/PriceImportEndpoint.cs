using System.Security.Cryptography;
using System.Text.Json;
using Dashboard.Access;
using Dashboard.EventStore;
using Dashboard.HttpApi;
using Dashboard.Pricing.Importing;
using Dashboard.Pricing.Recording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Pricing.Api;

/// <summary><c>POST /api/prices/import</c>: a whole list in LiteLLM's or genai-prices' format.</summary>
internal static class PriceImportEndpoint
{
    private const int MostBytes = 16 * 1024 * 1024;
    private const string InvalidList = "invalid-price-list";
    private const string InvalidListTitle = "The list of prices is not valid";

    public static void MapPriceImport(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/prices/import", ImportAsync)
            .RequireAuthorization(Scopes.Policy(Scopes.Manage))
            .RequireFirstProject()
            .WithMetadata(new SizeLimit())
            .Accepts<JsonElement>("application/json")
            .Produces<ImportBody>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .WithTags("Prices")
            .WithSummary("Imports LiteLLM's model_prices_and_context_window.json or genai-prices' data_slim.json.");

    private static async Task<IResult> ImportAsync(
        string? effective_from, HttpContext context, PriceRecorder recorder, TimeProvider time, CancellationToken ct)
    {
        var from = effective_from is null
            ? EffectiveDate.Microseconds(time.GetUtcNow())
            : EffectiveDate.Parse(effective_from);
        if (from is not { } effectiveFrom)
        {
            return Problems.BadQuery("effective_from", EffectiveDate.Fault);
        }

        if (await JsonBody.ReadAsync(context.Request, MostBytes, ct) is not { } body)
        {
            return Problems.TooLarge(MostBytes);
        }

        try
        {
            var errors = new FieldErrors();
            var import = JsonBody.Parse(body, json => PriceLists.Read(json, effectiveFrom), errors);
            return import is null
                ? Problems.Invalid(InvalidList, InvalidListTitle, errors)
                : Answer(import, effectiveFrom, await RecordAsync(import, body, context, recorder, ct));
        }
        catch (PriceListException error)
        {
            return Problems.Invalid(InvalidList, InvalidListTitle, new FieldFault(FieldFault.Body, error.Message));
        }
    }

    private static Task<int> RecordAsync(
        PriceImport import,
        ReadOnlyMemory<byte> body,
        HttpContext context,
        PriceRecorder recorder,
        CancellationToken ct) =>
        recorder.ImportAsync(
            import,
            Convert.ToHexStringLower(SHA256.HashData(body.Span)),
            new EventContext(context.User.Actor(), null, context.TraceIdentifier),
            ct);

    private static IResult Answer(PriceImport import, DateTimeOffset effectiveFrom, int imported) => Results.Json(
        new ImportBody(
            import.Format, effectiveFrom.UtcDateTime, imported, import.Prices.Count - imported,
            import.Skipped, import.LeftOut, PriceListEndpoints.Note),
        ApiJson.Options);

    /// <summary>What became of a list.</summary>
    /// <param name="Format">Which format it has.</param>
    /// <param name="EffectiveFrom">From when on its prices hold.</param>
    /// <param name="Imported">New and changed prices.</param>
    /// <param name="Unchanged">Prices that an earlier import had recorded.</param>
    /// <param name="Skipped">Models without a price that can be represented.</param>
    /// <param name="LeftOut">Models that were taken, but not with everything that the list says.</param>
    /// <param name="Note">What the import does not do.</param>
    internal sealed record ImportBody(
        string Format,
        DateTime EffectiveFrom,
        int Imported,
        int Unchanged,
        IReadOnlyList<ModelNote> Skipped,
        IReadOnlyList<ModelNote> LeftOut,
        string Note);

    // The server's own limit answers without a body; ours is the one that says what to change.
    private sealed class SizeLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => null;
    }
}
