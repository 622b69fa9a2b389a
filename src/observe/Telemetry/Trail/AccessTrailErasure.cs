using Dashboard.Telemetry.Erasure;
using Npgsql;

namespace Dashboard.Telemetry.Trail;

/// <summary>A filter may name a user who is forgotten: that somebody searched stays, for whom does not.</summary>
internal sealed class AccessTrailErasure : IErasable
{
    public async Task EraseAsync(NpgsqlConnection connection, ErasureScope scope, CancellationToken ct)
    {
        string[] names = [.. scope.User is { } user ? [user] : Array.Empty<string>(), .. scope.Sessions, .. scope.AnswerIds];
        if (names.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand("""
            UPDATE access_trail SET what = '(erased)'
            WHERE project_id = $1
              AND EXISTS (SELECT FROM unnest($2) name WHERE name <> ''
                AND (position('=' || name || '&' in access_trail.what || '&') > 0
                  OR (length(name) >= 6 AND position(name in access_trail.what) > 0)))
            """, connection);
        command.Parameters.Add(new() { Value = scope.Project.Value });
        command.Parameters.Add(new() { Value = names });
        await command.ExecuteNonQueryAsync(ct);
    }
}
