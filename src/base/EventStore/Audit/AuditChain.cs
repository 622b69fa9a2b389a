namespace Dashboard.EventStore;

/// <summary>
/// How an event is sealed: <c>hash = HMAC-SHA256(key, former hash + "\n" + text of the row)</c>, in header <c>hash</c>; the header
/// <c>chain</c> numbers the sealed events from 1. Neither is in the way of a Marten application, which keeps unknown headers.
/// </summary>
internal static class AuditChain
{
    public const string NumberHeader = "chain";

    /// <summary>Marks the event with which somebody accepted that the end of the chain was moved.</summary>
    public const string MoveHeader = "moves_head";

    /// <summary>The former hash of the first event.</summary>
    public static readonly string Beginning = new('0', 64);

    /// <summary>
    /// PostgreSQL's own text of everything that matters in a row, as an SQL expression. jsonb has one text for one value, and the time
    /// is written in UTC whatever the session's zone. <c>is_archived</c> is left out: archiving a stream is no forgery.
    /// </summary>
    public const string RowText = """
        jsonb_build_array(seq_id, id, stream_id, version, data, encode(bdata, 'hex'), type, timestamp AT TIME ZONE 'UTC',
            tenant_id, mt_dotnet_type, correlation_id, causation_id, headers - 'hash')::text
        """;

    public static string Hash(AuditKey key, string former, string rowText) => key.Sign(former + "\n" + rowText);
}
