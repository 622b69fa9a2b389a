using CsCheck;
using Dashboard.Evaluations.Scores;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Reading;
using Xunit;

namespace Dashboard.Evaluations.Tests.Scores;

/// <summary>Whatever the order in which votes and calls come, the rates are those of a recount from the votes.</summary>
public sealed class InterleavingTests : IAsyncLifetime
{
    private ScoreStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await ScoreStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    /// <summary>A call by number, or a vote on one: by which id, by whom, how.</summary>
    private sealed record Step(int Call, int? Target, int Annotator, int Value);

    private static readonly Gen<Step[]> _steps = Gen.Select(
            Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[-1, 1],
            (call, target, annotator, value) => new Step(call, target == 3 ? null : target, annotator, value))
        .Array[1, 14];

    [Fact]
    public async Task The_rates_are_those_of_a_recount_from_the_votes()
    {
        var (calls, votes, expected) = (0, 0, default(ScoreCounts));
        await _steps.SampleAsync(
            async steps =>
            {
                // Each sample adds calls of its own, so the sums go on from those of the former.
                var own = Enumerable.Range(0, 4)
                    .Select(i => Some.Call(Some.Noon.AddMinutes(20 * i), responseId: $"r{++calls}", requestId: $"q{calls}"))
                    .ToArray();
                var last = new Dictionary<(int Call, int Annotator), int>();
                foreach (var step in steps)
                {
                    if (step.Target is null)
                    {
                        await _store.CallAsync(own[step.Call]);
                        continue;
                    }

                    last[(step.Call, step.Annotator)] = step.Value;
                    await _store.VoteAsync(Some.Vote(
                        Target(own[step.Call], step.Target.Value), step.Value, $"person-{step.Annotator}",
                        Some.Noon.AddMinutes(90).AddMilliseconds(++votes)));
                    if (step.Value == 0)
                    {
                        await _store.JoinAsync();
                    }
                }

                await _store.CallAsync(own);
                await _store.JoinAsync();
                expected += Recount(last);
                Assert.Equal(expected, await _store.TotalAsync());
                Assert.Equal(expected, await _store.TotalAsync(MetricsStep.Minute));
                Assert.Equal(expected, await _store.TotalAsync(MetricsStep.Hour));
            },
            iter: 40,
            threads: 1);
    }

    private static ScoreTarget Target(SpanRecord call, int by) => by switch
    {
        0 => new ScoreTarget.Response(call.Call!.ResponseId!),
        1 => new ScoreTarget.Request(call.Call!.RequestId!),
        _ => Some.Of(call),
    };

    private static ScoreCounts Recount(Dictionary<(int Call, int Annotator), int> last) => new(
        last.Count(vote => vote.Value > 0),
        last.Count(vote => vote.Value < 0),
        last.Where(vote => vote.Value != 0).Select(vote => vote.Key.Call).Distinct().Count(),
        0, 0, 0, 0);
}
