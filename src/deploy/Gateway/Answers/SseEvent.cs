namespace Dashboard.Gateway.Answers;

/// <summary>One event of a stream. Its spans hold until the next one is asked for.</summary>
/// <param name="raw">All its bytes, the empty line at its end included.</param>
/// <param name="data">Its <c>data</c> lines, joined by line feeds; empty for a comment.</param>
/// <param name="dataOffset">Where the data begins within the raw bytes; -1 where it was joined of several
/// lines.</param>
internal readonly ref struct SseEvent(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> data, int dataOffset)
{
    public ReadOnlySpan<byte> Raw { get; } = raw;

    public ReadOnlySpan<byte> Data { get; } = data;

    public int DataOffset { get; } = dataOffset;

    public bool IsDone => Data.SequenceEqual("[DONE]"u8);
}
