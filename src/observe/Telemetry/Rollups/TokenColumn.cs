using Dashboard.Events;

namespace Dashboard.Telemetry.Rollups;

/// <summary>A column of <c>calls</c> that holds one bucket of a call's tokens.</summary>
/// <param name="Name">The column.</param>
/// <param name="Side">Which sum its tokens are part of.</param>
/// <param name="Count">What stands in it.</param>
/// <param name="IsLater">Whether rows may be older than the column: there it is null although tokens are known.</param>
public sealed record TokenColumn(string Name, TokenSide Side, Func<TokenCounts, long> Count, bool IsLater = false)
{
    /// <summary>An SQL expression that is null only where the tokens are unknown.</summary>
    public string Value => IsLater ? $"coalesce({Name}, 0)" : Name;
}
