using Microsoft.Extensions.Logging;

namespace Dashboard.Postgres;

/// <summary>The doorbell of the database that holds decisions.</summary>
public sealed class DecisionsDoorbell(string connectionString, TimeProvider time, ILogger<DecisionsDoorbell> logger)
    : Doorbell(connectionString, time, logger);
