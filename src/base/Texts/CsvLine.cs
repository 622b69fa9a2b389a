using System.Buffers;
using System.Text;

namespace Dashboard.Telemetry.Api;

/// <summary>
/// One record of a CSV file (RFC 4180). A cell that a spreadsheet would run as a formula gets an apostrophe in front, as
/// OWASP recommends against CSV injection: what a model wrote is data.
/// </summary>
internal static class CsvLine
{
    public static void Write(IBufferWriter<byte> to, IReadOnlyList<string?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            Encoding.UTF8.GetBytes((i == 0 ? "" : ",") + Cell(cells[i]), to);
        }

        Encoding.UTF8.GetBytes("\r\n", to);
    }

    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var safe = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 || safe.Length > text.Length
            ? "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
            : safe;
    }
}
