using Dashboard.Telemetry.Erasure;
using Dashboard.Ui.Numbers;

namespace Dashboard.Web.Settings.Erasure;

/// <summary>Erasures in words.</summary>
internal static class ErasureWords
{
    /// <summary>What goes.</summary>
    public static IReadOnlyList<string> Goes { get; } =
    [
        "prompts, answers, attributes and log bodies of the traces",
        "ids of the user, the session, the response and the request",
        "comments and texts of votes and scores",
    ];

    /// <summary>What goes, as sentences.</summary>
    public static IReadOnlyList<string> Lost { get; } = [.. Goes.Select(words => $"Gone: {words}.")];

    /// <summary>What stays.</summary>
    public static IReadOnlyList<string> Stays { get; } =
    [
        "each call as an anonymous row of numbers: time, model, tokens, cost, latency, outcome",
        "votes and scores as numbers, so that every sum and rate stays true",
        "that something was erased, by whom and why; whom it was about is kept as a hash only",
    ];

    public static string Found(ErasureFind found) => found is { Calls: 0, Spans: 0 }
        ? "Nothing is stored of it now. Erasing still keeps out what comes late."
        : $"{CountFormat.Of(found.Traces, "trace", "traces")} with {CountFormat.Of(found.Calls, "call", "calls")} and "
            + $"{CountFormat.Of(found.Spans, "other span", "other spans")} found.";

    public static string Done(ErasureReport done) =>
        $"The content of {CountFormat.Of(done.Traces, "trace", "traces")} is gone; "
        + $"{CountFormat.Of(done.Calls, "call stays", "calls stay")} as anonymous numbers. "
        + "What comes late is emptied too.";

    public static string Past(PastErasure past) =>
        $"A {past.Kind}: {CountFormat.Of(past.Traces, "trace", "traces")}, "
        + CountFormat.Of(past.Calls, "call", "calls");
}
