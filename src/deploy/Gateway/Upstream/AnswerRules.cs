using System.Net.Http.Headers;
using Dashboard.Gateway.Door;

namespace Dashboard.Gateway.Upstream;

/// <summary>
/// What is no answer of a model although it came over HTTP: a status that nobody defined, a good status without a body,
/// and the page of whoever stands in front of the model. Passed on, a client would take it for an answer.
/// </summary>
internal static class AnswerRules
{
    /// <summary>
    /// Whether a length was sent that is none, such as -5: where such an answer ends nobody can tell.
    /// </summary>
    public static bool HasBadLength(HttpContentHeaders headers) =>
        headers.ContentLength is null && headers.NonValidated.Contains("Content-Length");

    /// <summary>Why an answer that came whole is none; null where it is one.</summary>
    /// <param name="surface">The interface that was called.</param>
    /// <param name="status">The status that came.</param>
    /// <param name="contentType">The content type that came; null for none.</param>
    /// <param name="body">What of the body is there.</param>
    public static string? Fault(Surface surface, int status, string? contentType, ReadOnlySpan<byte> body)
    {
        if (status is < 200 or >= 600)
        {
            return $"with the status {status}, which is none of an answer";
        }

        if (status >= 300)
        {
            return null;
        }

        var begin = body.StartsWith("\uFEFF"u8) ? 3 : 0;
        var content = body[begin..].TrimStart(" \t\r\n"u8);
        return content.IsEmpty ? $"with the status {status} and no body"
            : contentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true ? "with a web page"
            : !surface.PassesThrough() && content[0] is not ((byte)'{' or (byte)'[') ? "with something that is no JSON"
            : null;
    }
}
