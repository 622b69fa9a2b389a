using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Access.Authentication;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Gateway.Door;

/// <summary>An error in OpenAI's shape: <c>{"error":{"message","type","param","code"}}</c>.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Type">OpenAI's class, such as <c>invalid_request_error</c>.</param>
/// <param name="Code">What programs look at, such as <c>model_not_found</c>.</param>
/// <param name="Message">What to change.</param>
/// <param name="Param">The member of the request at fault.</param>
/// <param name="RetryAfter">When waiting helps.</param>
internal sealed record OpenAiError(
    int Status, string Type, string? Code, string Message, string? Param = null, TimeSpan? RetryAfter = null)
{
    private const string InvalidRequest = "invalid_request_error";

    // It never stands within HTML, so apostrophes need no disguise.
    private static readonly JsonWriterOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static OpenAiError BadJson(string why) =>
        new(400, InvalidRequest, null, "The body could not be read as a JSON object: " + why);

    public static OpenAiError BadForm { get; } =
        new(400, InvalidRequest, null, "The body could not be read as a form with files: see RFC 7578.");

    /// <summary>For a version that speaks another interface than the one that was called.</summary>
    public static OpenAiError OtherInterface(string version, string provider, string path) => new(
        400,
        InvalidRequest,
        "unsupported_interface",
        $"The version '{version}' is of the provider '{provider}' and cannot be called here: use 'POST {path}'.",
        "model");

    public static OpenAiError BadField(string field, string message) =>
        new(400, InvalidRequest, null, message, field);

    public static OpenAiError NotFound(string message) => new(404, InvalidRequest, "not_found", message);

    public static OpenAiError NoSuchModel(string model) => new(
        404,
        InvalidRequest,
        "model_not_found",
        $"There is no route '{model}' in your project that your key may call. "
            + "'GET /v1/models' lists those there are.",
        "model");

    public static OpenAiError NoSuchVersion(string model, string version) => new(
        404, InvalidRequest, "version_not_found", $"The model '{model}' has no version '{version}' that can be called.");

    public static OpenAiError TooLarge(int most) =>
        new(413, InvalidRequest, "request_too_large", $"The body is larger than {most} bytes. Send less at once.");

    public static OpenAiError Compressed { get; } =
        new(415, InvalidRequest, "unsupported_encoding", "Send the body without a content-encoding.");

    public static OpenAiError MayNotForce { get; } = new(
        403,
        InvalidRequest,
        "insufficient_permissions",
        "'x-gateway-force-version' needs a key with the scope 'deploy'.");

    public static OpenAiError NoService { get; } = new(
        502, "upstream_error", "upstream_unreachable", "The model's provider could not be reached. Try again.");

    public static OpenAiError TookTooLong { get; } = new(
        504, "upstream_error", "upstream_timeout", "The model's provider did not answer in time. Try again.");

    public static OpenAiError Broken { get; } = new(
        502, "upstream_error", "upstream_broken", "The model's provider broke off its answer. Try again.");

    /// <param name="how">Such as <c>with a web page</c>.</param>
    public static OpenAiError NoAnswer(string how) => new(
        502,
        "upstream_error",
        "upstream_invalid_answer",
        $"The model's provider answered {how}. Check the connection's base address, or try again.");

    public static OpenAiError NotConfigured(string connection) => new(
        502,
        "upstream_error",
        "upstream_not_configured",
        $"The key of the connection '{connection}' is not set. Set its environment variable at the gateway.");

    public static OpenAiError Redirected(string connection) => new(
        502,
        "upstream_error",
        "upstream_redirected",
        $"The connection '{connection}' answered with a redirect, which is not followed. Correct its base address.");

    /// <summary>A refusal before the endpoint, in the words that OpenAI's clients know.</summary>
    public static OpenAiError Of(Denial denial) => denial.Status switch
    {
        401 => new(401, InvalidRequest, "invalid_api_key", denial.Detail),
        429 => new(429, "rate_limit_error", "rate_limit_exceeded", denial.Detail),
        _ => new(denial.Status, InvalidRequest, "insufficient_permissions", denial.Detail),
    };

    /// <summary>The body, in UTF-8.</summary>
    /// <param name="isAnthropic">
    /// Whether Anthropic's clients read it: <c>{"type":"error","error":{"type","message"}}</c> is its shape, to which
    /// the members of OpenAI's are no harm (https://docs.anthropic.com/en/api/errors).
    /// </param>
    public byte[] ToJson(bool isAnthropic = false)
    {
        using var buffer = new MemoryStream(256);
        using (var json = new Utf8JsonWriter(buffer, _plain))
        {
            json.WriteStartObject();
            if (isAnthropic)
            {
                json.WriteString("type", "error");
            }

            json.WriteStartObject("error");
            json.WriteString("message", Message);
            json.WriteString("type", isAnthropic ? AnthropicType : Type);
            json.WriteString("param", Param);
            json.WriteString("code", Code);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private string AnthropicType => Status switch
    {
        400 => InvalidRequest,
        401 => "authentication_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        504 => "timeout_error",
        529 => "overloaded_error",
        < 500 => InvalidRequest,
        _ => "api_error",
    };

    /// <summary>Answers the request with the error.</summary>
    public Task WriteAsync(HttpContext http)
    {
        var response = http.Response;
        response.StatusCode = Status;
        if (RetryAfter is { } wait)
        {
            var milliseconds = Math.Max(1, (long)Math.Ceiling(wait.TotalMilliseconds));
            response.Headers.RetryAfter = ((milliseconds + 999) / 1000).ToString(null, null);
            response.Headers["retry-after-ms"] = milliseconds.ToString(null, null);
        }

        return WriteBodyAsync(http);
    }

    /// <summary>For answers whose status and headers are already set.</summary>
    public async Task WriteBodyAsync(HttpContext http)
    {
        var body = ToJson(Surfaces.IsAnthropic(http.Request.Path));
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
