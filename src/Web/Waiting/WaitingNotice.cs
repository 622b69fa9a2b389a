using Dashboard.Postgres;
using Dashboard.Web.Health;

namespace Dashboard.Web.Waiting;

/// <summary>What a console waits for.</summary>
/// <param name="Missing">The databases that cannot be reached, and why not.</param>
/// <param name="Since">When it began to wait.</param>
internal sealed record WaitingNotice(IReadOnlyDictionary<DatabaseRole, string> Missing, DateTimeOffset Since)
{
    /// <summary>For programs.</summary>
    public const string Text = "The console is up, but its database cannot be reached. It tries again every few seconds and "
        + "starts by itself; /readyz says what is wrong.";

    /// <summary>The answer of <c>/readyz</c>.</summary>
    public ReadinessReport Report => new(
        "not_ready",
        [.. Missing.Select(one => new ReadinessReport.Check(CheckOf(one.Key), false, $"The database cannot be reached: {one.Value}."))]);

    public static string NameOf(DatabaseRole role) => role switch
    {
        DatabaseRole.Decisions => "decisions (DASHBOARD_DB)",
        _ => "calls (DASHBOARD_TELEMETRY_DB)",
    };

    private static string CheckOf(DatabaseRole role) =>
        role == DatabaseRole.Decisions ? HealthModule.Decisions : HealthModule.Telemetry;
}
