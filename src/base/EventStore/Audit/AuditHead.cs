using System.Globalization;
using Npgsql;

namespace Dashboard.EventStore;

/// <summary>The end of the hash chain, kept apart from the events and signed, so that cutting the last events shows.</summary>
internal sealed record AuditHead(long Events, long Position, string Hash, string KeyId, string Mac)
{
    public const string Select = "SELECT events, position, hash, key_id, mac FROM audit_head";

    /// <summary>Before the first event.</summary>
    public static AuditHead Empty { get; } = new(0, 0, AuditChain.Beginning, "", "");

    public static async Task<AuditHead> ReadAsync(NpgsqlDataReader reader, CancellationToken ct) =>
        await reader.ReadAsync(ct)
            ? new AuditHead(
                reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), reader.GetString(4))
            : Empty;

    public static async Task<AuditHead> FindAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Select, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await ReadAsync(reader, ct);
    }

    /// <exception cref="InvalidOperationException">The chain was begun with another key.</exception>
    public void RequireKey(AuditKey key)
    {
        if (IsForeignTo(key))
        {
            throw new InvalidOperationException(
                $"The audit chain of this database was written with another key ({KeyId}, here {key.Id}). Copy 'audit.key' from the "
                + "data folder of the console that began it.");
        }
    }

    public bool IsForeignTo(AuditKey key) => Events > 0 && KeyId != key.Id;

    public bool IsSignedBy(AuditKey key) => Events == 0 || Mac == Signature(key);

    /// <summary>The head after one more event.</summary>
    public AuditHead Next(AuditKey key, long position, string rowText) =>
        new(Events + 1, position, AuditChain.Hash(key, Hash, rowText), key.Id, "");

    public NpgsqlBatchCommand Save(AuditKey key) => new("""
        INSERT INTO audit_head (events, position, hash, key_id, mac) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (only_row) DO UPDATE SET
            events = excluded.events, position = excluded.position, hash = excluded.hash,
            key_id = excluded.key_id, mac = excluded.mac
        """)
    {
        Parameters =
        {
            new() { Value = Events },
            new() { Value = Position },
            new() { Value = Hash },
            new() { Value = KeyId },
            new() { Value = Signature(key) },
        },
    };

    private string Signature(AuditKey key) =>
        key.Sign(string.Create(CultureInfo.InvariantCulture, $"head\n{Events}\n{Position}\n{Hash}"));
}
