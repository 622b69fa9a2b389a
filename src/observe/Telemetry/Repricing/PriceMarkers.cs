using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Pricing;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Telemetry.Repricing;

/// <summary>Finds the price changes that a project's charts should mark.</summary>
public sealed class PriceMarkers(TelemetryDb db, PriceBooks books)
{
    private readonly SeriesCatalog _catalog = new(db);

    /// <summary>The changes in [from, to) of models that the project has calls of, oldest first.</summary>
    public async Task<IReadOnlyList<PriceMarker>> ReadAsync(
        ProjectId project, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var series = await _catalog.ReadAsync(
            project, key => key.Environment != SeriesCatalog.DemoEnvironment && key.Model is not null, ct);
        return Of(books.Current, [.. series.Values.Select(key => (key.Provider, key.Model!)).Distinct()], from, to);
    }

    /// <summary>Only what changes a price is a change: a new row with the same figures is none.</summary>
    internal static IReadOnlyList<PriceMarker> Of(
        PriceBook book, IReadOnlyList<(string? Provider, string Model)> models, DateTimeOffset from, DateTimeOffset to)
    {
        var dates = book.Rows.Select(row => row.Price.EffectiveFrom).OfType<DateTimeOffset>()
            .Where(at => at >= from && at < to)
            .Distinct()
            .Order();
        return
        [
            .. from at in dates
               let changes = (
                   from model in models
                   let before = book.Find(model.Provider, model.Model, at.AddTicks(-1))
                   let after = book.Find(model.Provider, model.Model, at)
                   where before?.Id != after?.Id
                       && (before is null || after is null || !before.Price.CostsTheSameAs(after.Price))
                   orderby model.Model, model.Provider
                   select new PriceChange(model.Provider, model.Model, before, after)).ToList()
               where changes.Count > 0
               select new PriceMarker(at, changes),
        ];
    }
}
