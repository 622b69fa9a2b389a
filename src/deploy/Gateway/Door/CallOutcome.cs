using Dashboard.Events;

namespace Dashboard.Gateway.Door;

/// <summary>How a request ended.</summary>
/// <param name="Status">For the statistics.</param>
/// <param name="HttpStatus">What the client got; 499 where it had left.</param>
/// <param name="ErrorType">A class such as <c>429</c> or <c>timeout</c>; null where all went well.</param>
/// <param name="Message">What is known beyond that.</param>
internal readonly record struct CallOutcome(SpanStatus Status, int HttpStatus, string? ErrorType, string? Message)
{
    public static CallOutcome ClientAbort { get; } = new(SpanStatus.ClientAbort, 499, "client_abort", null);

    public static CallOutcome Failed(int status, string error, string? message) =>
        new(SpanStatus.Error, status, error, message);
}
