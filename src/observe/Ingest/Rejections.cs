namespace Dashboard.Ingest;

/// <summary>Counts what a request contained and could not be kept; the first reason stands for all.</summary>
/// <param name="what">What is counted, in the plural: <c>spans</c>.</param>
internal sealed class Rejections(string what)
{
    private string? _first;

    public int Count { get; private set; }

    /// <summary>One sentence that says what to change; null when nothing was rejected.</summary>
    public string? Message => Count == 0 ? null : $"{Count} {what} rejected. The first: {_first}.";

    /// <param name="reason">A sentence without its end.</param>
    /// <param name="count">How many are rejected for it.</param>
    public void Add(string reason, int count = 1)
    {
        Count += count;
        _first ??= reason;
    }
}
