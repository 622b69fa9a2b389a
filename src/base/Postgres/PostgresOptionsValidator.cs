using Microsoft.Extensions.Options;
using Npgsql;

namespace Dashboard.Postgres;

/// <summary>Finds every fault of the settings at once and names the setting of each.</summary>
internal sealed class PostgresOptionsValidator : IValidateOptions<PostgresOptions>
{
    public ValidateOptionsResult Validate(string? name, PostgresOptions options)
    {
        string?[] faults =
        [
            Path.IsPathFullyQualified(options.DataFolder)
                ? null
                : $"DASHBOARD_DATA must be an absolute path; it is '{options.DataFolder}'.",
            options.MinFreeMegabytes >= 0 ? null : $"{FreeSpace.Setting} must be whole megabytes, 0 or more.",
            FaultOf("DASHBOARD_DB", options.Decisions),
            FaultOf("DASHBOARD_TELEMETRY_DB", options.Telemetry),
        ];
        var found = faults.OfType<string>().ToList();
        return found.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
    }

    // The text is not repeated: it may hold a password.
    private static string? FaultOf(string setting, string? connectionString)
    {
        if (connectionString is null)
        {
            return null;
        }

        try
        {
            var parsed = new NpgsqlConnectionStringBuilder(connectionString);
            return string.IsNullOrEmpty(parsed.Host) || string.IsNullOrEmpty(parsed.Database)
                ? $"{setting} must name a host and a database, as in 'Host=db;Database=dashboard;Username=dashboard;Password=…'."
                : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException)
        {
            return $"{setting} is not a connection string like 'Host=db;Database=dashboard;Username=…': {e.Message}";
        }
    }
}
