namespace Dashboard.EventStore;

/// <summary>What became of an append.</summary>
public abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <summary>Committed. The version of the stream and the position in the store of the last event.</summary>
    public sealed record Appended(long Version, long Position) : AppendResult;

    /// <summary>Somebody else decided first: the stream has another version than expected. Nothing was written.</summary>
    public sealed record Conflict(long ActualVersion) : AppendResult;
}
