using System.Collections.Concurrent;
using System.Data.Common;
using Dashboard.Deployments.Routes;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Web.Pages.Overview;

/// <summary>
/// Reads how versions did when they last served. That hardly changes any more (a late vote, a new price), so an answer
/// is good for a minute and shared by all pages; while the database is away the last one stands.
/// </summary>
internal sealed class LastGoodReader(MetricsQueries metrics, TimeProvider clock)
{
    private static readonly TimeSpan _fresh = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _forgotten = TimeSpan.FromMinutes(10);

    // What is older is likely to be dropped by retention, and a month says enough.
    private static readonly TimeSpan _longest = TimeSpan.FromDays(30);

    private readonly ConcurrentDictionary<LastGoodQuestion, (long At, LastGood Answer)> _answers = new();

    /// <summary>The numbers of each route that has something to roll back to; without those that cannot be read.</summary>
    public async Task<IReadOnlyDictionary<string, LastGood>> ReadAsync(
        IEnumerable<LastGoodQuestion> questions, CancellationToken ct)
    {
        foreach (var old in _answers.Where(answer => Age(answer.Value.At) > _forgotten).ToList())
        {
            _answers.TryRemove(old);
        }

        var found = new Dictionary<string, LastGood>();
        foreach (var question in questions)
        {
            if (await OneAsync(question, ct) is { } answer)
            {
                found[question.Route] = answer;
            }
        }

        return found;
    }

    /// <summary>Null where they were never read and cannot be now.</summary>
    public async Task<LastGood?> OneAsync(LastGoodQuestion question, CancellationToken ct)
    {
        var known = _answers.TryGetValue(question, out var kept);
        if (known && Age(kept.At) < _fresh)
        {
            return kept.Answer;
        }

        try
        {
            var answer = await AskAsync(question, ct);
            _answers[question] = (clock.GetTimestamp(), answer);
            return answer;
        }
        catch (DbException)
        {
            return known ? kept.Answer : null;
        }
    }

    private async Task<LastGood> AskAsync(LastGoodQuestion question, CancellationToken ct)
    {
        var to = question.Period.To ?? clock.GetUtcNow();
        var from = to - question.Period.From > _longest ? to - _longest : question.Period.From;
        var where = new Dictionary<Dimension, string>
        {
            [Dimension.Route] = question.Route,
            [Dimension.Version] = question.Period.Version,
        };
        if (question.Environment is { } environment)
        {
            where[Dimension.Environment] = environment;
        }

        var point = await SumAsync(question, where, from, to, ct);
        var days = (int)(to - from).TotalDays;
        var whole = days == 0 ? null : await SumAsync(question, where, to.AddDays(-days), to, ct);
        return new LastGood(question.Period with { From = from }, to, point) { Days = days, DaysCost = whole?.Cost };
    }

    private async Task<MetricsPoint?> SumAsync(
        LastGoodQuestion question, Dictionary<Dimension, string> where, DateTimeOffset from, DateTimeOffset to,
        CancellationToken ct)
    {
        var result = await metrics.ReadAsync(
            new MetricsQuery
            {
                Project = question.Project,
                From = from,
                To = to,
                Step = MetricsStep.All,
                Where = where,
            },
            ct);
        return result.Series.SelectMany(series => series.Points).FirstOrDefault();
    }

    private TimeSpan Age(long at) => clock.GetElapsedTime(at);

    /// <summary>What to ask about some routes.</summary>
    public static IEnumerable<LastGoodQuestion> Questions(
        IEnumerable<RouteStanding> routes, OverviewLook look) =>
        from route in routes
        where route.LastGood is not null
        select new LastGoodQuestion(look.Filter.Project, look.Filter.Environment, route.State.Route, route.LastGood!);
}
