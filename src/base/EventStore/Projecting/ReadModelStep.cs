using JasperFx.Events;
using Marten;
using Npgsql;

namespace Dashboard.EventStore;

/// <summary>
/// Writes the read models within Marten's saving: its rows are there, with their positions, and nothing is committed.
/// </summary>
internal sealed class ReadModelStep(ReadModels readModels, IReadOnlyList<IEvent> events) : ITransactionParticipant
{
    public Task BeforeCommitAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken token) =>
        readModels.FollowAsync(connection, transaction, [.. events.Select(e => e.Sequence)], token);
}
