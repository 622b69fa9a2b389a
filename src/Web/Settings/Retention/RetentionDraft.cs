using System.Globalization;
using Dashboard.Telemetry.Partitions;

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

    /// <summary>What is wished; null where a number is none or is out of range.</summary>
    public RetentionOptions? Read(RetentionOptions holds)
    {
        var wish = holds;
        foreach (var (kind, text) in _typed)
        {
            if (!int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days)
                || days < 1 || days > RetentionDesk.MostDays)
            {
                return null;
            }

            wish = wish.With(kind, TimeSpan.FromDays(days));
        }

        return wish;
    }

    private static string Days(TimeSpan keep) => ((int)keep.TotalDays).ToString(CultureInfo.InvariantCulture);
}
