using System.Text.Json;
using Dashboard.Texts;
using Microsoft.AspNetCore.Http;

namespace Dashboard.HttpApi;

/// <summary>Reads a request body with a ceiling that also holds for chunked bodies.</summary>
public static class JsonBody
{
    /// <summary>The whole body, or null where it is longer than the ceiling.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int mostBytes, CancellationToken ct)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (whole.Length + read > mostBytes)
            {
                return null;
            }

            whole.Write(buffer, 0, read);
        }

        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }

    /// <summary>
    /// Reads values out of a JSON text; otherwise says where and why it cannot, without repeating the text.
    /// </summary>
    /// <param name="body">The text.</param>
    /// <param name="read">Takes all it needs: the document is gone when this returns.</param>
    /// <param name="errors">Gets what is wrong with the text; nothing where all went well.</param>
    public static T? Parse<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T?> read, FieldErrors errors)
        where T : class
    {
        try
        {
            // What the parser lets pass, but no text can hold: broken UTF-8 and half surrogate pairs.
            if (!LenientJson.IsWhole(body, keepsNul: true))
            {
                errors.Add(FieldFault.Body, "The body has text that is not valid Unicode.");
                return null;
            }

            using var json = LenientJson.Parse(body, keepsNul: true);
            if (NulPath.Of(json.RootElement) is { } field)
            {
                errors.Add(field, $"'{field}' {StoredStringConverter.HoldsNul}.");
                return null;
            }

            return read(json.RootElement);
        }
        catch (JsonException error)
        {
            var (line, at) = (error.LineNumber + 1, error.BytePositionInLine + 1);
            errors.Add(FieldFault.Body, $"The body is not JSON: the error is in line {line}, at byte {at}.");
        }

        return null;
    }

    /// <summary>
    /// Whether a value is an object. Its members that nothing here knows become faults: a misspelt one would otherwise be
    /// left out silently, and what was asked for would not be what is done.
    /// </summary>
    /// <param name="json">The value.</param>
    /// <param name="path">Where it stands, with a dot at its end; empty for the body itself.</param>
    /// <param name="isKnown">Tells the names of known members.</param>
    /// <param name="errors">Gets the faults.</param>
    public static bool IsObject(JsonElement json, string path, Predicate<string> isKnown, FieldErrors errors)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            var place = path.TrimEnd('.');
            errors.Add(
                place.Length == 0 ? FieldFault.Body : place,
                place.Length == 0 ? "The body must be a JSON object." : $"'{place}' must be an object.");
            return false;
        }

        foreach (var member in json.EnumerateObject().Where(member => !isKnown(member.Name)))
        {
            errors.Add(path + member.Name, UnknownMember.Words(path + member.Name));
        }

        return true;
    }

    /// <summary>A short text of one line without spaces around it, or null where the member is absent or null.</summary>
    public static string? Line(JsonElement json, string member, int longest, FieldErrors errors)
    {
        if (!json.TryGetProperty(member, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Length <= longest
            && !text.Any(char.IsControl))
        {
            return text.Trim();
        }

        errors.Add(member, $"'{member}' must be a string of at most {longest} characters.");
        return null;
    }
}
