using System.Collections.Frozen;
using Dashboard.Events;
using Dashboard.Ingest.Dialects;
using Dashboard.Ingest.Wire;

namespace Dashboard.Ingest;

/// <summary>How a span ended, and the class of its failure.</summary>
internal readonly record struct SpanOutcome(SpanStatus Status, string? ErrorType)
{
    private const int StatusOk = 1;
    private const int StatusError = 2;

    /// <summary>
    /// Words that can only mean that the caller gave up. .NET's <c>TaskCanceledException</c> is not among them: an HTTP
    /// timeout throws it too.
    /// </summary>
    private static readonly FrozenSet<string> Aborts = new[]
    {
        "client_abort", "client_disconnected", "canceled", "cancelled", "aborted", "499",
        "AbortError", "APIUserAbortError", "CancelledError", "asyncio.CancelledError",
        "asyncio.exceptions.CancelledError",
        "GeneratorExit", "context canceled", "context.Canceled", "System.OperationCanceledException",
        "OperationCanceledException",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// A failure is a status of error, a dialect's own mark, or, where the status is unset, <c>error.type</c> or a
    /// recorded exception. A status of ok is the application's last word on exceptions that it handled.
    /// </summary>
    public static SpanOutcome Of(SpanView view, SpanReading? reading)
    {
        var type = view.Text("error.type") ?? ExceptionType(view.Span);
        var failed = view.Span.StatusCode == StatusError
            || reading is { Failed: true }
            || (view.Span.StatusCode != StatusOk && type is not null);
        if (!failed)
        {
            return default;
        }

        var aborted = type is not null && Aborts.Contains(type);
        return new SpanOutcome(aborted ? SpanStatus.ClientAbort : SpanStatus.Error, type);
    }

    private static string? ExceptionType(OtlpSpan span)
    {
        foreach (var e in span.Events)
        {
            if (e.Name == "exception")
            {
                var place = e.Attributes.FindIndex(attribute => attribute.Key == "exception.type");
                return place < 0 ? "exception" : AttributeJson.ScalarText(e.Attributes[place].Value) ?? "exception";
            }
        }

        return null;
    }
}
