using Dashboard.Telemetry.Counting;
using Dashboard.Texts;

namespace Dashboard.Gateway.Answers;

/// <summary>
/// The <c>usage</c> objects of an answer as they came, as many as together say all: some streams repeat every count to the
/// end, others report the input when they begin and the output when they end.
/// </summary>
internal sealed class RawUsages
{
    private const int MostBytes = 8 * 1024;
    private const int MostReports = 8;

    private readonly List<(ReportedUsage Usage, string? Json)> _kept = [];

    /// <summary>Notes one. Zeros at the end take nothing back.</summary>
    /// <param name="usage">What was read of it.</param>
    /// <param name="json">The object.</param>
    public void Add(in ReportedUsage usage, ReadOnlySpan<byte> json)
    {
        if (_kept.Count > 0 && usage.IsZero)
        {
            return;
        }

        var later = usage;
        _kept.RemoveAll(report => later.Covers(report.Usage));
        if (_kept.Count < MostReports)
        {
            _kept.Add((usage, json.Length <= MostBytes ? WireText.Decode(json) : null));
        }
    }

    /// <summary>The object, or a list of them in their order; null for none, and where they are too long to be kept.</summary>
    public string? ToJson() =>
        _kept.Any(report => report.Json is null) || _kept.Sum(report => report.Json!.Length) > MostBytes
            ? null
            : _kept.Count switch
            {
                0 => null,
                1 => _kept[0].Json,
                _ => $"[{string.Join(',', _kept.Select(report => report.Json))}]",
            };
}
