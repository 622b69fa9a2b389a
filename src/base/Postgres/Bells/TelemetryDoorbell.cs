using Microsoft.Extensions.Logging;

namespace Dashboard.Postgres;

/// <summary>The doorbell of the database that holds telemetry.</summary>
public sealed class TelemetryDoorbell(string connectionString, TimeProvider time, ILogger<TelemetryDoorbell> logger)
    : Doorbell(connectionString, time, logger);
