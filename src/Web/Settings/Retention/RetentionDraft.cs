using System.Globalization;
using Dashboard.Telemetry.Partitions;
using Dashboard.Ui.Numbers;

namespace Dashboard.Web.Settings.Retention;

/// <summary>Days as they are typed. A kind that was not touched follows what holds.</summary>
public sealed class RetentionDraft
{
    private readonly Dictionary<TelemetryKind, string> _typed = [];

    /// <summary>Whether anything was typed.</summary>
    public bool IsTouched => _typed.Count > 0;

    public string Text(TelemetryKind kind, RetentionOptions holds) =>
        _typed.GetValueOrDefault(kind) ?? Days(holds[kind]);

    public void Type(TelemetryKind kind, string? text) => _typed[kind] = text ?? "";

    public void Forget() => _typed.Clear();

    /// <summary>What the field of a kind is called.</summary>
    public static string Field(TelemetryKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>What is wrong with what was typed, by field.</summary>
    public IReadOnlyDictionary<string, string[]> Wrong() => _typed
        .Where(typed => Number(typed.Value) is null)
        .ToDictionary(
            typed => Field(typed.Key),
            _ => new[] { $"Give whole days from 1 to {CountFormat.Whole(RetentionDesk.MostDays)}." });

    /// <summary>What is wished; null where a number is none or is out of range.</summary>
    public RetentionOptions? Read(RetentionOptions holds)
    {
        var wish = holds;
        foreach (var (kind, text) in _typed)
        {
            if (Number(text) is not { } days)
            {
                return null;
            }

            wish = wish.With(kind, TimeSpan.FromDays(days));
        }

        return wish;
    }

    private static int? Number(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days >= 1 && days <= RetentionDesk.MostDays ? days : null;

    private static string Days(TimeSpan keep) => ((int)keep.TotalDays).ToString(CultureInfo.InvariantCulture);
}
