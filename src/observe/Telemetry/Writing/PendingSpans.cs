namespace Dashboard.Telemetry.Writing;

/// <summary>A request's spans on their way to the writer, and the answer that the request waits for.</summary>
internal sealed class PendingSpans(IReadOnlyList<SpanRecord> spans)
{
    private readonly TaskCompletionSource<WriteResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<SpanRecord> Spans { get; } = spans;

    public Task<WriteResult> Answer => _answer.Task;

    public void Resolve(WriteResult result) => _answer.TrySetResult(result);

    /// <summary>Answers after a commit; <paramref name="written"/> is null when every span of the batch was new.</summary>
    public void Commit(HashSet<SpanKey>? written)
    {
        var fresh = Spans.Select(SpanKey.Of).Distinct().Count(key => written is null || written.Contains(key));
        Resolve(new WriteResult.Committed(fresh, Spans.Count - fresh));
    }
}
