using Npgsql;

namespace Dashboard.EventStore;

/// <summary>What the chain says about a row, and the row's text. Hash and number are null or nonsense where somebody meddled.</summary>
/// <param name="Position">Place in the store.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Number">Its number in the chain.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Text">What the hash is of.</param>
/// <param name="At">When it was appended.</param>
/// <param name="Moves">It says that the end of the chain was moved.</param>
internal sealed record ChainRow(
    long Position, string Stream, string? Number, string? Hash, string Text, DateTimeOffset At = default, bool Moves = false)
{
    /// <summary>How many columns <see cref="Select"/> has.</summary>
    public const int Columns = 7;

    public const string Select = $"""
        SELECT seq_id, coalesce(stream_id, ''), headers ->> '{AuditChain.NumberHeader}', headers ->> 'hash',
            {AuditChain.RowText}, timestamp, coalesce(headers ? '{AuditChain.MoveHeader}', FALSE)
        FROM mt_events
        """;

    /// <summary>Another program appended it, or somebody took both marks away.</summary>
    public bool IsUnchained => Hash is null && Number is null;

    public static ChainRow Read(NpgsqlDataReader reader) => new(
        reader.GetInt64(0),
        reader.GetString(1),
        reader.IsDBNull(2) ? null : reader.GetString(2),
        reader.IsDBNull(3) ? null : reader.GetString(3),
        reader.GetString(4),
        reader.GetFieldValue<DateTimeOffset>(5),
        reader.GetBoolean(6));
}
