using System.Text.Json;
using Dashboard.Texts;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Telemetry.Pricing.Api;

/// <summary>Reads a request body with a ceiling that also holds for chunked bodies.</summary>
internal static class JsonBody
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
    /// <param name="fault">Null where all went well.</param>
    public static T? Parse<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T?> read, out string? fault)
        where T : class
    {
        fault = null;
        try
        {
            // What the parser lets pass, but no text can hold: broken UTF-8 and half surrogate pairs.
            if (!LenientJson.IsWhole(body, keepsNul: true))
            {
                fault = "The body has text that is not valid Unicode.";
                return null;
            }

            using var json = LenientJson.Parse(body, keepsNul: true);
            if (NulPath.Of(json.RootElement) is { } field)
            {
                fault = $"'{field}' {StoredStringConverter.HoldsNul}.";
                return null;
            }

            return read(json.RootElement);
        }
        catch (JsonException error)
        {
            var (line, at) = (error.LineNumber + 1, error.BytePositionInLine + 1);
            fault = $"The body is not JSON: the error is in line {line}, at byte {at}.";
        }

        return null;
    }
}
