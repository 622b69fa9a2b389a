namespace Dashboard.Telemetry.Content;

/// <summary>Applies a rule to one record. Pure.</summary>
internal static class ContentFilter
{
    public static SpanRecord Apply(ContentRule rule, SpanRecord span) => rule switch
    {
        ContentRule.Redact => span with
        {
            Input = Redact(span.Input),
            Output = Redact(span.Output),
            StatusMessage = Redact(span.StatusMessage),
            Raw = Redact(span.Raw)!,
        },
        ContentRule.Drop => span with { Input = null, Output = null, StatusMessage = null, Raw = "{}" },
        _ => span,
    };

    public static LogRecord Apply(ContentRule rule, LogRecord log) => rule switch
    {
        ContentRule.Redact => log with { Body = Redact(log.Body), Raw = Redact(log.Raw)! },
        ContentRule.Drop => log with { EventName = null, Body = null, Raw = "{}" },
        _ => log,
    };

    /// <summary>One text; null for nothing.</summary>
    public static string? Apply(ContentRule rule, string text) => rule switch
    {
        ContentRule.Redact => Redact(text),
        ContentRule.Drop => null,
        _ => text,
    };

    private static string? Redact(string? text) => text is null ? null : JsonStrings.Rewrite(text, PiiRedactor.Redact);
}
