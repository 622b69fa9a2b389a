using Dashboard.Costs.Unpriced;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Costs.Page;

/// <summary>Reads the numbers of the cost page.</summary>
internal sealed class CostReader(
    CostQueries costs, CostOutlooks outlooks, UnpricedCalls unpriced, IEnumerable<IGoodAnswers> good,
    TimeProvider clock)
{
    public async Task<CostNumbers> ReadAsync(CostView view, CostScope scope, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return new CostNumbers
        {
            At = now,
            Days = await costs.DaysAsync(scope, view.By, view.First, view.Last, ct),
            Outlook = await outlooks.ReadAsync(scope, ct),
            Movers = await costs.MoversAsync(scope, view.By, now, ct),
            Volume = await costs.VolumeAsync(scope, now, ct),
            Unpriced = await unpriced.ReadAsync(scope, ct),
            Good = await GoodAsync(view, scope, ct),
        };
    }

    private async Task<IReadOnlyList<GoodAnswerCount>?> GoodAsync(CostView view, CostScope scope, CancellationToken ct)
    {
        var query = new GoodAnswerQuery
        {
            Project = scope.Project,
            From = scope.StartOf(view.First),
            To = scope.StartOf(view.Last.AddDays(1)),
            Zone = scope.Zone,
            Route = scope.Route,
            Environment = scope.Environment,
        };
        return good.FirstOrDefault() is { } counter ? await counter.ReadAsync(query, ct) : null;
    }
}
