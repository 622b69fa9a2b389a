namespace Dashboard.Telemetry.SetAside;

/// <summary>A place where records lie that could not be worked through by their own fault: a table, or a file.</summary>
public interface ISetAside
{
    /// <summary>How many there are of each kind; kinds without any are left out.</summary>
    Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken ct);

    /// <summary>The newest ones.</summary>
    Task<IReadOnlyList<SetAsideRecord>> ReadAsync(int limit, CancellationToken ct);

    /// <summary>Has all of them tried again. Returns how many were taken up.</summary>
    Task<long> RetryAsync(CancellationToken ct);
}
