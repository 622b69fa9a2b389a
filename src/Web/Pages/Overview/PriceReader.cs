using System.Collections.Concurrent;
using System.Data.Common;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Repricing;

namespace Dashboard.Web.Pages.Overview;

/// <summary>
/// The price changes of a look. A look asks with every frame; the answer is good for half a minute, and while the
/// database is away the last one stands.
/// </summary>
internal sealed class PriceReader(PriceMarkers prices, TimeProvider clock)
{
    private static readonly TimeSpan _fresh = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<OverviewLook, (long At, IReadOnlyList<PriceMarker> Answer)> _answers = new();

    public async Task<IReadOnlyList<PriceMarker>> ReadAsync(OverviewLook look, CancellationToken ct)
    {
        if (look.Filter.Environment == EnvironmentNames.Demo)
        {
            return [];
        }

        foreach (var old in _answers.Where(answer => clock.GetElapsedTime(answer.Value.At) > 2 * _fresh).ToList())
        {
            _answers.TryRemove(old);
        }

        var known = _answers.TryGetValue(look, out var kept);
        if (known && clock.GetElapsedTime(kept.At) < _fresh)
        {
            return kept.Answer;
        }

        try
        {
            var now = clock.GetUtcNow();
            var answer = await prices.ReadAsync(look.Filter.Project, now - look.Range.Length, now, ct);
            _answers[look] = (clock.GetTimestamp(), answer);
            return answer;
        }
        catch (DbException)
        {
            return known ? kept.Answer : [];
        }
    }
}
