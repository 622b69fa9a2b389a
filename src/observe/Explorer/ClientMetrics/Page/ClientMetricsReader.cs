using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Rollups;

namespace Dashboard.Explorer.ClientMetrics.Page;

/// <summary>Reads what clients measured and, beside it, what spans count of the same time.</summary>
public sealed class ClientMetricsReader
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);

    private readonly ClientMetricQueries _clients;
    private readonly MetricsQueries _metrics;
    private readonly TimeProvider _time;

    internal ClientMetricsReader(ClientMetricQueries clients, MetricsQueries metrics, TimeProvider time) =>
        (_clients, _metrics, _time) = (clients, metrics, time);

    /// <param name="project">Whose.</param>
    /// <param name="range">How far back from now.</param>
    /// <param name="environment">One environment; null is all but the demonstration.</param>
    /// <param name="ct">Ends it.</param>
    internal async Task<ClientMetricsView> ReadAsync(
        ProjectId project, TimeSpan range, string? environment, CancellationToken ct)
    {
        var now = _time.GetUtcNow();
        var recent = await _clients.CountAsync(project, now - Late, ct);
        // Whole quarters for long ranges, whose minutes are summed up already.
        var from = range > TimeSpan.FromHours(1) ? CellKey.Quarter(now - range) : CellKey.Minute(now - range);
        var to = CellKey.Minute(now).AddMinutes(1);
        var names = (await _clients.InstrumentsAsync(project, from, to, ct)).Select(instrument => instrument.Name)
            .Distinct()
            .ToLookup(IsGenerative);
        var (series, tooMany) = (new List<MeasuredSeries>(), new List<string>());
        foreach (var name in names[true])
        {
            var question = new ClientMetricQuestion(project, name, from, to, Step: null, MeasuredSeries.Attributes);
            if (await _clients.ReadAsync(question, ct) is { } read)
            {
                series.AddRange(read.SelectMany(MeasuredSeries.From).Where(one => IsShown(one.Of.Environment, environment)));
            }
            else
            {
                tooMany.Add(name);
            }
        }

        var counted = await _metrics.ReadAsync(
            new MetricsQuery
            {
                Project = project,
                From = from,
                To = to,
                Step = MetricsStep.All,
                By = [Dimension.Model],
                Where = environment is null
                    ? new Dictionary<Dimension, string>()
                    : new Dictionary<Dimension, string> { [Dimension.Environment] = environment },
            },
            ct);
        return new ClientMetricsView(
            now, recent, series, ModelCoverage.Of(series, counted.Series), tooMany, names[false].Count());
    }

    /// <summary>Whether clients sent points after a view was read.</summary>
    internal async Task<bool> HasMoreAsync(ProjectId project, ClientMetricsView view, CancellationToken ct) =>
        await _clients.CountAsync(project, view.At - Late, ct) != view.Recent;

    private static bool IsGenerative(string name) =>
        MetricNames.MeasureOf(name) is not null || name.StartsWith("gen_ai.", StringComparison.Ordinal);

    private static bool IsShown(string? of, string? wanted) =>
        wanted is null ? of != EnvironmentNames.Demo : of == wanted;
}
