using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.EventStore;
using Dashboard.Telemetry.Trail;
using Dashboard.Ui.Numbers;

namespace Dashboard.Web.Audit;

/// <summary>The audit log in words.</summary>
internal static class AuditWords
{
    // The page encodes what it shows; here the text is only to be legible.
    private static readonly JsonSerializerOptions _legible = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A stored name such as <c>route_rolled_back</c> as <c>Route rolled back</c>.</summary>
    public static string Kind(string type)
    {
        var words = type.Replace('_', ' ');
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>How content was read.</summary>
    public static string Kind(AccessKind kind) => kind switch
    {
        AccessKind.TraceOpened => "Trace opened",
        AccessKind.TextSearched => "Texts searched",
        AccessKind.Exported => "Exported",
        _ => kind.ToString(),
    };

    public static string Json(AuditEntry entry) => JsonSerializer.Serialize(entry.Data, _legible);

    /// <summary>What a walk along the chain has found.</summary>
    public static string Verdict(AuditReport report) => report switch
    {
        { Ok: true, Events: 0 } => "There is no decision yet, so there is nothing to verify.",
        { Ok: true } =>
            $"{CountFormat.Of(report.Events, "decision", "decisions")} verified: nothing was changed, moved, removed or "
            + "cut off." + Unchained(report),
        { FirstBad: { } bad } => $"The record was changed at decision {CountFormat.Whole(bad.Position)}"
            + (bad.Stream is null ? "" : $" ({bad.Stream})") + $": {bad.Reason}",
        _ => "The record is not as it was written.",
    };

    private static string Unchained(AuditReport report) => report.Unchained == 0
        ? ""
        : $" {CountFormat.Of(report.Unchained, "event carries", "events carry")} no seal, because another program "
            + "appended them.";
}
