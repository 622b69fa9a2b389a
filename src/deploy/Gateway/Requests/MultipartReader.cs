using System.Text;
using Dashboard.Gateway.Door;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Gateway.Requests;

/// <summary>
/// Reads what routing needs from a form with files (RFC 7578) and notes where the model stands, so that it can be changed
/// in place; every other byte goes on as it came.
/// </summary>
internal static class MultipartReader
{
    private const int MostParts = 64;
    private const int LongestField = 4096;

    /// <summary>The boundary of a form with files; null where the content is something else.</summary>
    public static string? Boundary(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).ToString()
            : null;

    /// <summary>The request, or what is wrong with it.</summary>
    public static OpenAiError? Read(string boundary, ReadOnlySpan<byte> body, out CallRequest request)
    {
        request = new CallRequest { IsForm = true };
        var delimiter = Encoding.UTF8.GetBytes("\r\n--" + boundary);
        var at = body.StartsWith(delimiter.AsSpan(2)) ? delimiter.Length - 2 : After(body, delimiter, 0);
        for (var parts = 0; at >= 0 && boundary.Length > 0 && parts < MostParts; parts++)
        {
            var rest = body[at..];
            if (rest.StartsWith("--"u8))
            {
                return request.Model.Length > 0
                    ? null
                    : OpenAiError.BadField("model", "You must give a 'model': one of those that 'GET /v1/models' lists.");
            }

            var (line, length) = (rest.IndexOf("\r\n"u8), rest.IndexOf(delimiter));
            var head = line < 0 ? -1 : rest[line..].IndexOf("\r\n\r\n"u8) + line;
            if (line < 0 || head < line || length < head + 4)
            {
                break;
            }

            var content = (at + head + 4)..(at + length);
            if (Take(Encoding.UTF8.GetString(rest[line..head]), body, content, request) is { } error)
            {
                return error;
            }

            at += length + delimiter.Length;
        }

        return OpenAiError.BadForm;
    }

    private static int After(ReadOnlySpan<byte> body, byte[] delimiter, int from)
    {
        var found = body[from..].IndexOf(delimiter);
        return found < 0 ? -1 : from + found + delimiter.Length;
    }

    private static OpenAiError? Take(string head, ReadOnlySpan<byte> body, Range at, CallRequest request)
    {
        if (Disposition(head) is not { } disposition)
        {
            return OpenAiError.BadForm;
        }

        var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
        var content = body[at];
        if (disposition.FileName.HasValue || disposition.FileNameStar.HasValue)
        {
            request.QuarterTokens += PromptTokens.Attachment;
            return null;
        }

        switch (name)
        {
            case "model" when request.Model.Length > 0:
                return OpenAiError.BadField("model", "'model' is there more than once.");
            case "model":
                request.Model = Encoding.UTF8.GetString(content[..Math.Min(content.Length, LongestField)]);
                request.ModelAt = at;
                break;
            case "stream":
                request.Stream = content.SequenceEqual("true"u8);
                break;
            case "user":
                request.User = Names.Clean(Encoding.UTF8.GetString(content[..Math.Min(content.Length, LongestField)]));
                break;
            case "n":
                request.Choices = RequestNumbers.Choices(content);
                break;
            case "prompt" or "input":
                request.QuarterTokens += TextTokens.Quarters(content);
                break;
            default:
                break;
        }

        return null;
    }

    private static ContentDispositionHeaderValue? Disposition(string head)
    {
        foreach (var line in head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            const string Name = "content-disposition:";
            if (line.StartsWith(Name, StringComparison.OrdinalIgnoreCase)
                && ContentDispositionHeaderValue.TryParse(new StringSegment(line[Name.Length..]), out var value))
            {
                return value;
            }
        }

        return null;
    }
}
