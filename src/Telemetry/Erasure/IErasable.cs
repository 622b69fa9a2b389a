using Npgsql;

namespace Dashboard.Telemetry.Erasure;

/// <summary>
/// A capability that stores personal data beside the calls, such as the comments of feedback, in the telemetry database.
/// </summary>
public interface IErasable
{
    /// <summary>
    /// Deletes texts and nulls identifiers within the transaction of the erasure; what is counted stays. Must do no harm
    /// when it is repeated.
    /// </summary>
    Task EraseAsync(NpgsqlConnection connection, ErasureScope scope, CancellationToken ct);
}
