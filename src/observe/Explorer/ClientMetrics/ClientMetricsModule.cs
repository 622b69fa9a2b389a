using System.Globalization;
using Dashboard.Access;
using Dashboard.Explorer.ClientMetrics.Page;
using Dashboard.HttpApi;
using Dashboard.Postgres;
using Dashboard.Telemetry.Reading;
using Dashboard.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Explorer.ClientMetrics;

/// <summary>What clients measure themselves, beside what we count of their spans: <c>GET /api/client-metrics</c>.</summary>
public static class ClientMetricsModule
{
    /// <summary>The index by name.</summary>
    public static MigrationSet Migrations { get; } =
        new("client-metrics", typeof(ClientMetricsModule).Assembly, "ClientMetrics/Migrations", DatabaseRole.Telemetry);

    /// <summary>Call it after the tables of records are registered.</summary>
    public static void AddClientMetrics(this IServiceCollection services)
    {
        services.AddSingleton(Migrations);
        services.AddSingleton<ClientMetricQueries>();
        services.AddSingleton(provider => new ClientMetricsReader(
            provider.GetRequiredService<ClientMetricQueries>(), provider.GetRequiredService<MetricsQueries>(),
            provider.GetRequiredService<TimeProvider>()));
    }

    public static void MapClientMetrics(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/client-metrics", ReadAsync)
            .RequireAuthorization(Scopes.Policy(Scopes.Read))
            .Produces<ClientMetricsBody>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("Metrics")
            .WithSummary(
                "Metrics that clients measured: their instruments, or by name (or duration, time_to_first_chunk, "
                    + "time_per_output_chunk, tokens, cost, agents) what was added in a range.");

    private static async Task<IResult> ReadAsync(
        string? name, string? from, string? to, string? step, string? by, HttpContext context,
        ClientMetricQueries metrics, TimeProvider time, CancellationToken ct)
    {
        if (!TryTime(to, time.GetUtcNow(), out var end) || !TryTime(from, end - TimeSpan.FromHours(24), out var start)
            || start > end)
        {
            return Problems.BadQuery(TryTime(to, default, out _) ? "from" : "to", $"Each of 'from' and 'to' {OutsideTime.Fault}; 'from' comes first.");
        }

        if (!TryStep(step, out var length))
        {
            return Problems.BadQuery("step", $"step must be minute, hour, day or all, not '{step}'.");
        }

        var project = context.User.Project();
        if (string.IsNullOrEmpty(name))
        {
            var instruments = await metrics.InstrumentsAsync(project, start, end, ct);
            return Json(start, end, [.. instruments.Select(ClientMetricsBody.InstrumentBody.Of)], null);
        }

        var attributes = (by ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var series = await metrics.ReadAsync(new ClientMetricQuestion(project, name, start, end, length, attributes), ct);
        return series is null
            ? Problems.BadQuery("from", string.Create(
                CultureInfo.InvariantCulture,
                $"The range holds more than {ClientMetricQueries.MostPoints} points of '{name}'; choose a shorter one."))
            : Json(start, end, null, [.. series.Select(ClientMetricsBody.SeriesBody.Of)]);
    }

    private static IResult Json(
        DateTimeOffset from, DateTimeOffset to, IReadOnlyList<ClientMetricsBody.InstrumentBody>? instruments,
        IReadOnlyList<ClientMetricsBody.SeriesBody>? series) =>
        Results.Json(
            new ClientMetricsBody(Rfc3339.Of(from), Rfc3339.Of(to), instruments, series), ApiJson.Options);

    private static bool TryTime(string? text, DateTimeOffset otherwise, out DateTimeOffset time)
    {
        time = otherwise;
        return text is null || OutsideTime.TryParse(text, out time);
    }

    private static bool TryStep(string? text, out TimeSpan? step)
    {
        step = text switch
        {
            "minute" => TimeSpan.FromMinutes(1),
            "hour" => TimeSpan.FromHours(1),
            "day" => TimeSpan.FromDays(1),
            _ => null,
        };
        return text is null or "all" || step is not null;
    }
}
