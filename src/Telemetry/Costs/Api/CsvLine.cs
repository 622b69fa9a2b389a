using System.Text;

namespace Dashboard.Telemetry.Costs.Api;

/// <summary>Writes lines of RFC 4180 that no spreadsheet mistakes for formulas.</summary>
internal static class CsvLine
{
    /// <summary>
    /// One line, with CR LF. A cell that begins with <c>= + - @</c>, a tab or a line end gets an apostrophe in front,
    /// which spreadsheets take as "this is text" (OWASP, CSV injection). Null is an empty cell.
    /// </summary>
    public static string Of(params ReadOnlySpan<string?> cells)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            line.Append(i == 0 ? "" : ",").Append(Cell(cells[i] ?? ""));
        }

        return line.Append("\r\n").ToString();
    }

    private static string Cell(string text)
    {
        var isRisky = text.Length > 0 && "=+-@\t\r\n".Contains(text[0], StringComparison.Ordinal);
        var guarded = isRisky ? "'" + text : text;
        return guarded.AsSpan().IndexOfAny(",\"\r\n'") < 0
            ? guarded
            : "\"" + guarded.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
