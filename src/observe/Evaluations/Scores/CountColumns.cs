using Dashboard.Postgres;
using Dashboard.Telemetry.Reading;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Evaluations.Scores;

/// <summary>The columns of sums, written and read in one order.</summary>
internal static class CountColumns
{
    public const string Names = "up, down, rated, evaluated, flagged, abstained, unparsable";

    /// <summary>The sum of each.</summary>
    public static readonly string Sums = string.Join(", ", Names.Split(", ").Select(name => $"sum({name})"));

    public static ScoreCounts Read(NpgsqlDataReader row, int first) => new(
        row.GetInt64(first), row.GetInt64(first + 1), row.GetInt64(first + 2), row.GetInt64(first + 3),
        row.GetInt64(first + 4), row.GetInt64(first + 5), row.GetInt64(first + 6));

    /// <summary>Seven arrays, one for each column.</summary>
    public static void AddCounts(this NpgsqlParameterCollection parameters, IReadOnlyCollection<ScoreCounts> counts)
    {
        foreach (var column in (Func<ScoreCounts, long>[])
            [c => c.Up, c => c.Down, c => c.Rated, c => c.Evaluated, c => c.Flagged, c => c.Abstained, c => c.Unparsable])
        {
            parameters.AddArray(NpgsqlDbType.Bigint, counts.Select(column));
        }
    }
}
