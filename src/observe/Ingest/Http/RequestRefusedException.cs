using Microsoft.AspNetCore.Http;

namespace Dashboard.Ingest.Http;

/// <summary>Ends the reading of a request with an answer. The message says what to change.</summary>
internal sealed class RequestRefusedException(int status, string message, TimeSpan? retryAfter = null)
    : Exception(message)
{
    private static readonly TimeSpan BusyRetry = TimeSpan.FromSeconds(1);

    public int Status { get; } = status;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    public static RequestRefusedException TooLarge(int limit) => new(
        StatusCodes.Status413PayloadTooLarge,
        $"The body is larger than {limit >> 20} MiB, counted after decompression: send smaller batches.");

    public static RequestRefusedException Busy() => new(
        StatusCodes.Status429TooManyRequests, "Too many exports are in flight: send this one again later.", BusyRetry);

    public static RequestRefusedException Unsupported(string message) =>
        new(StatusCodes.Status415UnsupportedMediaType, message);
}
