using Npgsql;

namespace Dashboard.Telemetry.Erasure;

/// <summary>
/// A capability that stores personal data beside the calls, such as the comments of feedback, in the telemetry database.
/// </summary>
public interface IErasable
{
    /// <summary>
    /// Waits for writers that have looked up what is erased and not yet committed, and keeps new ones out until the erasure
    /// has. It comes first, while the erasure holds nothing that such a writer could wait for in its turn.
    /// </summary>
    Task HoldAsync(NpgsqlConnection connection, CancellationToken ct) => Task.CompletedTask;

    /// <summary>
    /// Deletes texts and nulls identifiers within the transaction of the erasure; what is counted stays. Must do no harm
    /// when it is repeated.
    /// </summary>
    Task EraseAsync(NpgsqlConnection connection, ErasureScope scope, CancellationToken ct);
}
