using Dashboard.Costs;
using Dashboard.Statistics;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Web.Pages.Overview;

/// <summary>
/// Reads merged numbers for overview pages. Pages that ask the same question within two seconds share one answer, so
/// that
/// fifty open pages cost what one costs.
/// </summary>
internal sealed class OverviewReader
{
    /// <summary>How old a shared answer may be; a page asks again after this time.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    // Half as many again as a percentile needs, since the hours of a day are not alike.
    private const double AmpleCalls = 1.5 * QuantileEstimate.EnoughCalls;

    private readonly MetricsQueries _metrics;
    private readonly CostOutlooks _outlooks;
    private readonly DayComparisons _days;
    private readonly TimeProvider _clock;
    private readonly SharedAnswers<MergedQuestion, OverviewTotals> _answers;

    public OverviewReader(MetricsQueries metrics, CostOutlooks outlooks, DayComparisons days, TimeProvider clock)
    {
        (_metrics, _outlooks, _days, _clock) = (metrics, outlooks, days, clock);
        _answers = new(Fresh, clock, AskAsync);
    }

    /// <summary>The totals for a page; faults are those of the database.</summary>
    public Task<OverviewTotals> ReadAsync(MergedQuestion question, CancellationToken ct) =>
        _answers.ReadAsync(question, ct);

    private async Task<OverviewTotals> AskAsync(MergedQuestion question)
    {
        var window = await OneAsync(question, question.From, question.To, question.Route, version: null);
        var scope = CostScope.Of(question.Project, question.Route, question.Environment, question.Zone);
        return new OverviewTotals
        {
            Today = await TodayAsync(question),
            Window = window?.Latency,
            WindowFirstToken = window?.TimeToFirstToken,
            Sides = await SidesAsync(question),
            Mixed = await MixedAsync(question),
            Outlook = await _outlooks.ReadAsync(scope, CancellationToken.None),
            Day = await _days.ReadAsync(scope, question.Sides?.Since, CancellationToken.None),
        };
    }

    private async Task<MetricsPoint?> TodayAsync(MergedQuestion question)
    {
        var local = TimeZoneInfo.ConvertTime(_clock.GetUtcNow(), question.Zone);
        var midnight = local.Date;
        while (question.Zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        var from = new DateTimeOffset(midnight, question.Zone.GetUtcOffset(midnight)).ToUniversalTime();
        var day = await OneAsync(
            question, from, from.AddDays(1).AddHours(1), question.Route, version: null, MetricsStep.Day);
        return day?.Start == from ? day : null;
    }

    private async Task<SideTotals?> SidesAsync(MergedQuestion question)
    {
        if (question.Sides is not { } sides)
        {
            return null;
        }

        var serving = await OneAsync(question, sides.From, question.To, question.Route, sides.Serving);
        var former = await OneAsync(question, question.From, sides.Until, question.Route, sides.Former);
        return new SideTotals(serving?.Latency, former?.Latency, serving?.TimeToFirstToken, former?.TimeToFirstToken)
        {
            ServingSections = await SectionsAsync(question, sides.From, question.To, sides.Serving, serving),
            FormerSections = await SectionsAsync(question, question.From, sides.Until, sides.Former, former),
        };
    }

    /// <summary>The calls of one side by the shortest time in which there are enough of them for a percentile.</summary>
    private async Task<IReadOnlyList<MetricsPoint>> SectionsAsync(
        MergedQuestion question, DateTimeOffset from, DateTimeOffset to, VersionName version, MetricsPoint? all)
    {
        if (question.Sides is not { InSections: true } || all is null)
        {
            return [];
        }

        var anHour = all.Calls / Math.Max(1, (to - from).TotalHours);
        var step = anHour >= 4 * AmpleCalls && to - from <= TimeSpan.FromDays(2) ? MetricsStep.Quarter
            : anHour >= AmpleCalls ? MetricsStep.Hour
            : MetricsStep.Day;
        var query = Query(question, from, to, question.Route) with { Step = step, By = [Dimension.Version] };
        var result = await _metrics.ReadAsync(query, CancellationToken.None);
        return [.. result.Series.Where(series => series[Dimension.Version] == version.Name).SelectMany(series => series.Points)];
    }

    private async Task<IReadOnlyDictionary<DateTimeOffset, LatencySummary>> MixedAsync(MergedQuestion question)
    {
        if (question.MixedFrom is not { } from)
        {
            return new Dictionary<DateTimeOffset, LatencySummary>();
        }

        var query = Query(question, from, question.To, question.Route) with { Step = question.Step };
        var result = await _metrics.ReadAsync(query, CancellationToken.None);
        return result.Series
            .SelectMany(series => series.Points)
            .Where(point => point.Latency is not null)
            .ToDictionary(point => point.Start, point => point.Latency!);
    }

    private async Task<MetricsPoint?> OneAsync(
        MergedQuestion question, DateTimeOffset from, DateTimeOffset to, string? route,
        VersionName? version, MetricsStep step = MetricsStep.All)
    {
        var query = Query(question, from, to, route) with { Step = step };
        if (version is not null)
        {
            query = query with { By = [Dimension.Version] };
        }

        var result = await _metrics.ReadAsync(query, CancellationToken.None);
        return result.Series
            .Where(series => version is null || series[Dimension.Version] == version.Name)
            .SelectMany(series => series.Points)
            .FirstOrDefault();
    }

    private static MetricsQuery Query(MergedQuestion question, DateTimeOffset from, DateTimeOffset to, string? route)
    {
        var where = new Dictionary<Dimension, string>();
        if (route is not null)
        {
            where[Dimension.Route] = route;
        }

        if (question.Environment is { } environment)
        {
            where[Dimension.Environment] = environment;
        }

        return new MetricsQuery
        {
            Project = question.Project,
            From = from,
            To = to,
            Step = MetricsStep.All,
            Zone = question.Zone,
            Where = where,
        };
    }
}
