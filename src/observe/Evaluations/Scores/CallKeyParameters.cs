using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Evaluations.Scores;

/// <summary>Keys of calls as four arrays: <c>unnest($1, $2, $3, $4)</c>.</summary>
internal static class CallKeyParameters
{
    public static void AddKeys(this NpgsqlParameterCollection parameters, IReadOnlyCollection<CallKey> keys)
    {
        parameters.Add(new() { Value = keys.Select(key => key.Project.Value).ToArray() });
        parameters.Add(new()
        {
            Value = keys.Select(key => key.StartedAt.UtcDateTime).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        });
        parameters.Add(new() { Value = keys.Select(key => key.Trace.ToGuid()).ToArray() });
        parameters.Add(new() { Value = keys.Select(key => key.Span.ToBigint()).ToArray() });
    }
}
