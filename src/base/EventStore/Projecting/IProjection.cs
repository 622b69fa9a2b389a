using Npgsql;

namespace Dashboard.EventStore;

/// <summary>
/// A read model made of events alone: drop it, replay, same rows. It owns its tables. What it writes commits together with
/// the events, so that each counts exactly once; what it cannot write keeps no decision from being made.
/// </summary>
public interface IProjection
{
    /// <summary>Stable name, by which table <c>read_models</c> knows it.</summary>
    string Name { get; }

    /// <summary>The tables that it owns, to be compared by <see cref="Projections.VerifyAsync"/>.</summary>
    IReadOnlyList<string> Tables => [];

    /// <summary>Applies one event. Others' events and unknown ones arrive too and are passed over.</summary>
    Task ApplyAsync(StoredEvent e, NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct);

    /// <summary>Empties its tables.</summary>
    Task ClearAsync(NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct);
}
