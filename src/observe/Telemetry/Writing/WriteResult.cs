namespace Dashboard.Telemetry.Writing;

/// <summary>What became of a request's spans.</summary>
public abstract record WriteResult
{
    private WriteResult()
    {
    }

    /// <summary>Committed. Spans that were there before are counted in <paramref name="Duplicates"/> and changed nothing.</summary>
    public sealed record Committed(int Written, int Duplicates) : WriteResult;

    /// <summary>The queue is full; nothing was stored. Answer 429 with <c>Retry-After</c>.</summary>
    public sealed record Overloaded(TimeSpan RetryAfter) : WriteResult;

    /// <summary>The database is away; nothing was stored. Answer 503 with <c>Retry-After</c>.</summary>
    /// <param name="RetryAfter">When to try again.</param>
    /// <param name="Reason">What to say.</param>
    /// <param name="IsContentAtFault">Whether the database is there and refuses what is in the spans.</param>
    public sealed record Unavailable(TimeSpan RetryAfter, string Reason, bool IsContentAtFault = false) : WriteResult;
}
