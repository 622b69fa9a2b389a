namespace Dashboard.Telemetry.Messages;

/// <summary>What a stored log record tells of a call's content.</summary>
/// <param name="EventName">OpenTelemetry's event name.</param>
/// <param name="Body">Its body, JSON where it was a structure.</param>
/// <param name="Raw">The JSON described at <see cref="LogRecord"/>, attributes within.</param>
internal sealed record LogMessage(string EventName, string? Body, string Raw);
