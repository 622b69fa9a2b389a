using System.Text;
using Dashboard.Texts;

namespace Dashboard.Ingest.Wire;

/// <summary>Names of OTLP's fields.</summary>
internal static class FieldNames
{
    /// <summary><c>trace_id</c> to <c>traceId</c>: some senders write the names of the protobuf fields.</summary>
    public static string CamelCase(ReadOnlySpan<byte> snakeCase)
    {
        var text = new StringBuilder(snakeCase.Length);
        var upper = false;
        foreach (var c in WireText.Decode(snakeCase))
        {
            if (c != '_')
            {
                text.Append(upper ? char.ToUpperInvariant(c) : c);
            }

            upper = c == '_';
        }

        return text.ToString();
    }
}
