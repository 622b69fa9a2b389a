using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Access;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.HttpApi;
using Dashboard.Pricing.Recording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Pricing.Api;

/// <summary><c>GET /api/prices</c> and <c>POST /api/prices</c>.</summary>
internal static class PriceListEndpoints
{
    /// <summary>Said with every change: what it does not do.</summary>
    public const string Note =
        "Holds for calls that started at or after effective_from, until the next price of the model. Calls that are "
        + "recorded already are priced anew in the background: GET /api/prices/repricing says how far that is.";

    private const int MostBytes = 64 * 1024;

    public static void MapPriceList(this IEndpointRouteBuilder endpoints)
    {
        var prices = endpoints.MapGroup("/api/prices")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("Prices");
        prices.MapGet("", List)
            .RequireAuthorization(Scopes.Policy(Scopes.Read))
            .Produces<JsonObject>()
            .WithSummary("Every price in force now, or at the instant 'at'; in US dollars per million tokens.");
        prices.MapPost("", SetAsync)
            .RequireAuthorization(Scopes.Policy(Scopes.Manage))
            .RequireFirstProject()
            .Accepts<JsonObject>("application/json")
            .Produces<JsonObject>(StatusCodes.Status201Created)
            .Produces<JsonObject>()
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .WithSummary("Sets the price of one model from an instant on. Money is a decimal string.");
    }

    private static IResult List(string? at, PriceBooks books, TimeProvider time)
    {
        var parsed = at is null ? time.GetUtcNow() : EffectiveDate.Parse(at);
        if (parsed is not { } instant)
        {
            return Problems.BadQuery("at", "'at' must be an RFC 3339 time with an offset between 2000 and 2100.");
        }

        return Results.Json(new JsonObject
        {
            ["built_in_revision"] = BuiltInPrices.Revision,
            ["items"] = new JsonArray([.. books.Current.InForce(instant).Select(PriceBody.Of)]),
        });
    }

    private static async Task<IResult> SetAsync(
        HttpContext context, PriceRecorder recorder, PriceBooks books, CancellationToken ct)
    {
        if (await JsonBody.ReadAsync(context.Request, MostBytes, ct) is not { } body)
        {
            return Problems.TooLarge(MostBytes);
        }

        var reader = new PriceReader(PriceBody.Suffix, "effective_from", "reason");
        string? reason = null;
        var price = JsonBody.Parse(body, json => Read(json, reader, out reason), reader.Errors);
        if (price is null)
        {
            return Problems.Invalid("invalid-price", "The price is not valid", reader.Errors);
        }

        var who = new EventContext(context.User.Actor(), reason, context.TraceIdentifier);
        var (id, isNew) = await recorder.SetAsync(price, who, ct);
        return Answer(books.Current.ById(id) ?? new PriceRow(id, PriceLayer.Set, price, 0), isNew);
    }

    private static ModelPrice? Read(JsonElement json, PriceReader reader, out string? reason)
    {
        var price = reader.Read(json);
        reason = null;
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        reason = reader.Text(json, "reason", 500);
        var from = EffectiveDate.Parse(reader.Text(json, "effective_from", 40));
        if (from is null)
        {
            reader.Errors.Add("effective_from", EffectiveDate.Fault);
        }

        return reader.Errors.Count == 0 ? price! with { EffectiveFrom = from } : null;
    }

    private static IResult Answer(PriceRow row, bool isNew) => Results.Json(
        new JsonObject
        {
            ["price"] = PriceBody.Of(row),
            ["note"] = isNew ? Note : "This price was already set; nothing has changed.",
        },
        statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
}
