namespace Dashboard.Gateway.Recording;

/// <summary>One time that the gateway asked a version for a request's answer. Attempts never count as calls.</summary>
/// <param name="Number">From 1, in the order in which they were made.</param>
/// <param name="Version">Our name of the version that was asked.</param>
/// <param name="StartedAt">UTC, in whole microseconds.</param>
/// <param name="DurationMicros">Until the answer was complete, or until it was given up.</param>
/// <param name="HttpStatus">What came back; null when nothing did.</param>
/// <param name="Error">A class such as <c>503</c>, <c>connect</c> or <c>timeout</c>; null where it went well.</param>
public sealed record AttemptRecord(
    int Number,
    string Version,
    DateTimeOffset StartedAt,
    long DurationMicros,
    int? HttpStatus,
    string? Error);
