using System.Text.Json;
using Dashboard.Texts;

namespace Dashboard.Gateway.Requests;

/// <summary>Asks a stream for its usage where the client did not.</summary>
internal static class UsageEdits
{
    private static readonly byte[] _whole = "\"stream_options\":{\"include_usage\":true},"u8.ToArray();
    private static readonly byte[] _object = "{\"include_usage\":true}"u8.ToArray();
    private static readonly byte[] _first = "\"include_usage\":true,"u8.ToArray();
    private static readonly byte[] _only = "\"include_usage\":true"u8.ToArray();
    private static readonly byte[] _true = "true"u8.ToArray();

    /// <summary>For a body without <c>stream_options</c>, which has other members.</summary>
    /// <param name="start">Just after the body's opening brace.</param>
    public static BodyEdit Insert(int start) => new(start, start, _whole);

    /// <summary>
    /// For a body with <c>stream_options</c>, whose value the reader stands on and is left at the end of. Null where
    /// the
    /// client asked for usage itself, or wrote something that is upstream's to refuse.
    /// </summary>
    public static BodyEdit? Change(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.Null)
        {
            return new BodyEdit(start, (int)reader.BytesConsumed, _object);
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        var inside = (int)reader.BytesConsumed;
        var members = 0;
        BodyEdit? edit = null;
        var found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            members++;
            var isUsage = reader.NameIs("include_usage"u8);
            reader.Read();
            if (isUsage)
            {
                found = true;
                edit = reader.TokenType is JsonTokenType.False or JsonTokenType.Null
                    ? new BodyEdit((int)reader.TokenStartIndex, (int)reader.BytesConsumed, _true)
                    : null;
            }

            reader.Skip();
        }

        return found ? edit : new BodyEdit(inside, inside, members == 0 ? _only : _first);
    }
}
