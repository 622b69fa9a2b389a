namespace Dashboard.E2E.Faults;

/// <summary>A span by its ids, in lower-case hex.</summary>
internal sealed record SentSpan(string Trace, string Span);
