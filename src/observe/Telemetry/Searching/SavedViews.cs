using Dashboard.Events;
using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Telemetry.Searching;

/// <summary>
/// Keeps each person's searches. They lie in an ordinary table and not among the decisions: nothing is attributed to a
/// bookmark, and its words may name a person, so that it must be deletable.
/// </summary>
public sealed class SavedViews(TelemetryDb db, TimeProvider time)
{
    /// <summary>Characters that a name may have.</summary>
    public const int MaxName = 60;

    private const int MaxQuery = 4000;

    /// <summary>The owner's views by name.</summary>
    public async Task<IReadOnlyList<SavedView>> ListAsync(ProjectId project, string owner, CancellationToken ct)
    {
        await using var command = Command(
            "SELECT name, query FROM saved_views WHERE project_id = $1 AND owner = $2 ORDER BY lower(name), name",
            project, owner);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var views = new List<SavedView>();
        while (await reader.ReadAsync(ct))
        {
            views.Add(new SavedView(reader.GetString(0), reader.GetString(1)));
        }

        return views;
    }

    /// <summary>Keeps a view under its name, in place of a former one; false when name or search are blank or too long.</summary>
    public async Task<bool> SaveAsync(ProjectId project, string owner, SavedView view, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(view.Name) || view.Name.Length > MaxName || view.Query.Length > MaxQuery)
        {
            return false;
        }

        await using var command = Command(
            """
            INSERT INTO saved_views VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (project_id, owner, name) DO UPDATE SET query = excluded.query, saved_at = excluded.saved_at
            """,
            project, owner, view.Name.Trim(), view.Query, time.GetUtcNow());
        await command.ExecuteNonQueryAsync(ct);
        return true;
    }

    public async Task DeleteAsync(ProjectId project, string owner, string name, CancellationToken ct)
    {
        await using var command = Command(
            "DELETE FROM saved_views WHERE project_id = $1 AND owner = $2 AND name = $3", project, owner, name);
        await command.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlCommand Command(string sql, ProjectId project, params ReadOnlySpan<object> values)
    {
        var command = db.Source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = project.Value });
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }
}
