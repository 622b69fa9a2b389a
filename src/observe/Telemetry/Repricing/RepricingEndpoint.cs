using Dashboard.Access;
using Dashboard.HttpApi;
using Dashboard.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Telemetry.Repricing;

/// <summary><c>GET /api/prices/repricing</c>.</summary>
internal static class RepricingEndpoint
{
    private const int MostJobs = 20;

    public static void MapRepricing(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/prices/repricing", ReadAsync)
            .RequireAuthorization(Scopes.Policy(Scopes.Read))
            .Produces<JobsBody>()
            .WithTags("Prices")
            .WithSummary("How far stored calls have got the cost of changed prices, the newest change first.");

    private static async Task<IResult> ReadAsync(RepricingQueries queries, CancellationToken ct) => Results.Json(
        new JobsBody([.. (await queries.ReadAsync(MostJobs, ct)).Select(JobBody.Of)]), ApiJson.Options);

    /// <summary>The newest jobs.</summary>
    internal sealed record JobsBody(IReadOnlyList<JobBody> Jobs);

    /// <summary>
    /// One job. <c>calls_total</c> is null until the calls are counted, <c>remaining_ms</c> while nothing is known.
    /// </summary>
    internal sealed record JobBody(
        long Id,
        RepricingState State,
        string EffectiveFrom,
        long ToPosition,
        string CreatedAt,
        string? FinishedAt,
        long? CallsTotal,
        long CallsDone,
        long CallsChanged,
        long CellsDone,
        double? RemainingMs,
        string? LastError)
    {
        public static JobBody Of(RepricingStatus job) => new(
            job.Id,
            job.State,
            Rfc3339.Of(job.EffectiveFrom),
            job.ToPosition,
            Rfc3339.Of(job.CreatedAt),
            job.FinishedAt is { } at ? Rfc3339.Of(at) : null,
            job.CallsTotal,
            job.CallsDone,
            job.CallsChanged,
            job.CellsDone,
            job.Remaining?.TotalMilliseconds,
            job.LastError);
    }
}
