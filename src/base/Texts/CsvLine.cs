using System.Buffers;
using System.Text;

namespace Dashboard.Texts;

/// <summary>
/// One record of a CSV file (RFC 4180), the only dialect that is written here. A cell that a spreadsheet would run as a
/// formula gets an apostrophe in front, as OWASP recommends against CSV injection: what a model wrote is data.
/// </summary>
public static class CsvLine
{
    /// <summary>What the files are called in the header <c>content-type</c>: each begins with the names of its columns.</summary>
    public const string MediaType = "text/csv; charset=utf-8; header=present";

    /// <summary>The record as UTF-8, with its line end. Null is an empty cell.</summary>
    public static void Write(IBufferWriter<byte> to, IReadOnlyList<string?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            Encoding.UTF8.GetBytes((i == 0 ? "" : ",") + Cell(cells[i]), to);
        }

        Encoding.UTF8.GetBytes("\r\n", to);
    }

    private static string Cell(string? text)
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
