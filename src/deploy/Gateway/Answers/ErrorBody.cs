using System.Text;
using System.Text.Json;
using Dashboard.Gateway.Door;
using Dashboard.Texts;

namespace Dashboard.Gateway.Answers;

/// <summary>A provider's error, in OpenAI's shape whoever wrote it.</summary>
internal static class ErrorBody
{
    private const int LongestMessage = 500;

    /// <summary>The body as it came where it has the shape already, else its text within it.</summary>
    /// <param name="status">The answer's.</param>
    /// <param name="body">The answer's.</param>
    /// <param name="secret">What was sent as the key: providers have been seen to repeat it.</param>
    /// <param name="isAnthropic">Whether Anthropic's clients read it.</param>
    public static byte[] Of(int status, ReadOnlySpan<byte> body, string? secret, bool isAnthropic)
    {
        var shaped = HasShape(body) ? body.ToArray() : Wrap(status, body, isAnthropic);
        return secret is null ? shaped : Without(shaped, secret);
    }

    private static bool HasShape(ReadOnlySpan<byte> body)
    {
        try
        {
            var json = new Utf8JsonReader(body);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            var found = false;
            while (json.NextMember())
            {
                var isError = json.NameIs("error"u8);
                json.Read();
                found |= isError && json.TokenType == JsonTokenType.StartObject;
                json.Skip();
            }

            return found && !json.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[] Wrap(int status, ReadOnlySpan<byte> body, bool isAnthropic)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, LongestMessage)]).Trim();
        var said = text.Length == 0 || text.StartsWith('<') ? "" : " It said: " + text;
        return new OpenAiError(
            status, "upstream_error", "upstream_" + status.ToString(null, null),
            $"The model's provider answered with status {status}.{said}").ToJson(isAnthropic);
    }

    private static byte[] Without(byte[] body, string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        return body.AsSpan().IndexOf(bytes) < 0
            ? body
            : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace(secret, "***", StringComparison.Ordinal));
    }
}
