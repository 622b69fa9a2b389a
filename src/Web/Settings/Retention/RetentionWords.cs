using System.Globalization;
using Dashboard.Telemetry.Partitions;
using Dashboard.Ui.Numbers;

namespace Dashboard.Web.Settings.Retention;

/// <summary>Retention in words. Days are those of UTC, by which telemetry is stored and dropped.</summary>
internal static class RetentionWords
{
    /// <summary>What a kind is called, and what it holds.</summary>
    public static (string Name, string Holds) Kind(TelemetryKind kind) => kind switch
    {
        TelemetryKind.Calls => ("Calls", "cost, latency, tokens, outcome, without content; votes and scores go with their call"),
        TelemetryKind.Payloads => ("Content", "prompts, answers and attributes"),
        TelemetryKind.Spans => ("Other spans", "agents, tools and retrievals, without their content"),
        TelemetryKind.Logs => ("Log records", "as clients send them"),
        TelemetryKind.Metrics => ("Metric points", "what clients measure themselves"),
        _ => ("Sums of a minute", "what charts of the last hours are drawn from; quarters of an hour stay"),
    };

    /// <summary><c>30 days</c>.</summary>
    public static string Days(TimeSpan keep) => CountFormat.Of((int)keep.TotalDays, "day", "days");

    /// <summary><c>2 Nov 2026</c>, <c>2 Nov 2026 – 5 Nov 2026</c>.</summary>
    public static string Range(StoredDays days) =>
        days.First == days.Last ? Day(days.First) : $"{Day(days.First)} – {Day(days.Last)}";

    /// <summary>When the oldest day goes if nobody changes anything.</summary>
    public static string NextDrop(StoredKind kind) => kind switch
    {
        { Stored: null } => "nothing stored",
        { NextDrop: { } at } => $"the oldest goes on {Day(DateOnly.FromDateTime(at.UtcDateTime))}",
        _ => "goes within the hour",
    };

    /// <summary>What a wish does to one kind, at once.</summary>
    public static string Effect(StoredKind kind) => kind.Expired is { } days
        ? $"Drops {CountFormat.Of(days.Count, "day", "days")} for good: {Range(days)}, {SizeFormat.Bytes(days.Bytes)}"
        : "Drops nothing now";

    /// <summary>How a change reads in the history: the kinds that differ from what held before.</summary>
    public static string Change(RetentionOptions from, RetentionOptions to)
    {
        var changed = Enum.GetValues<TelemetryKind>().Where(kind => from[kind] != to[kind])
            .Select(kind => $"{Kind(kind).Name} {Number(from[kind])} → {Days(to[kind])}")
            .ToList();
        return changed.Count == 0 ? "Nothing changed" : string.Join(", ", changed);
    }

    private static string Number(TimeSpan keep) => CountFormat.Whole((int)keep.TotalDays);

    private static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
