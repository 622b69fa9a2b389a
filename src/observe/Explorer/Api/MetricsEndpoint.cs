using Dashboard.Access;
using Dashboard.HttpApi;
using Dashboard.Telemetry.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Explorer.Api;

/// <summary><c>GET /api/metrics</c>: sums, rates and percentiles by bucket and dimension.</summary>
public static class MetricsEndpoint
{
    public static void MapMetrics(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/metrics", ReadAsync)
            .RequireAuthorization(Scopes.Policy(Scopes.Read))
            .Produces<MetricsBody>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("Metrics")
            .WithSummary("Calls, tokens, cost and latency percentiles by time bucket and dimension.");

    private static async Task<IResult> ReadAsync(
        [AsParameters] MetricsParameters parameters, HttpContext context, MetricsQueries metrics, AgentOnlyTokens agents,
        TimeProvider time, CancellationToken ct)
    {
        switch (MetricsParameters.Parse(parameters, context.User.Project(), time.GetUtcNow()))
        {
            case MetricsParameters.Parsed.Wrong wrong:
                return Problems.BadQuery(wrong.Fault);
            case MetricsParameters.Parsed.Right right:
                try
                {
                    var query = right.Query;
                    var result = await metrics.ReadAsync(query, ct);
                    return new MetricsAnswer(
                        query.Where.Count > 0
                            ? result
                            : result with
                            {
                                AgentOnlyTokens = await agents.ReadAsync(query.Project, query.From, query.To, ct),
                            },
                        query);
                }
                catch (MetricsGoneException gone)
                {
                    return Problems.BadQuery("from", gone.Message);
                }

            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
