using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Evaluations.Scores;

/// <summary>What a call's scores are added to: its series and its user, both of which a correction may change.</summary>
internal readonly record struct CallOwner(int Series, string? User)
{
    public static CallOwner Read(NpgsqlDataReader row, int first) =>
        new(row.GetInt32(first), row.TextOrNull(first + 1));
}
