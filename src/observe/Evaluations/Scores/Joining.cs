using Npgsql;

namespace Dashboard.Evaluations.Scores;

/// <summary>Points locked scores at their calls and counts those calls again.</summary>
internal static class Joining
{
    /// <summary>Must run in a transaction that holds the rows. Returns how many of them count for a call now.</summary>
    public static async Task<int> RunAsync(
        NpgsqlConnection connection, IReadOnlyList<StoredTarget> scores, CancellationToken ct)
    {
        var calls = await CallFinder.FindAsync(connection, [.. scores.Select(score => score.Wanted)], ct);
        var moves = scores.Zip(calls, (score, call) => (Score: score, Call: call ?? score.Call))
            .Where(move => move.Call != move.Score.Call)
            .ToList();
        await ScoreTable.PointAsync(connection, moves, ct);
        var touched = scores.Select(score => score.Call).Concat(calls).OfType<CallKey>();
        await Settlement.RunAsync(connection, touched, ct);
        return scores.Zip(calls, (score, call) => call ?? score.Call).Count(call => call is not null);
    }
}
