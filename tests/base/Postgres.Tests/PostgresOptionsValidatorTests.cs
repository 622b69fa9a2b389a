using Microsoft.Extensions.Configuration;
using Xunit;

namespace Dashboard.Postgres.Tests;

public sealed class PostgresOptionsValidatorTests
{
    [Fact]
    public void Without_settings_everything_is_embedded_in_the_default_folder()
    {
        var options = From([]);
        Assert.EndsWith("/llmops-dashboard", options.DataFolder, StringComparison.Ordinal);
        Assert.Null(options.Decisions);
        Assert.Null(options.Telemetry);
        Assert.True(Validate(options).Succeeded);
    }

    [Fact]
    public void All_faults_are_named_at_once_by_their_setting()
    {
        var result = Validate(From(new()
        {
            ["DASHBOARD_DATA"] = "data",
            ["DASHBOARD_DB"] = "Host=db",
            ["DASHBOARD_TELEMETRY_DB"] = "postgres://user:secret@db/x",
        }));
        Assert.Equal(
            ["DASHBOARD_DATA", "DASHBOARD_DB", "DASHBOARD_TELEMETRY_DB"],
            result.Failures!.Select(failure => failure.Split(' ')[0]));
        Assert.DoesNotContain("secret", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_setting_counts_as_not_set() =>
        Assert.Null(From(new() { ["DASHBOARD_DB"] = " " }).Decisions);

    [Fact]
    public void Versions_before_15_are_refused_by_number()
    {
        Assert.Null(ServerVersion.FaultOf(new Version(15, 0), "DASHBOARD_DB"));
        Assert.Null(ServerVersion.FaultOf(new Version(18, 4), "DASHBOARD_DB"));
        Assert.Equal(
            "DASHBOARD_DB points to PostgreSQL 14.9; version 15 or newer is needed.",
            ServerVersion.FaultOf(new Version(14, 9), "DASHBOARD_DB"));
    }

    [Fact]
    public void What_the_operator_wrote_into_a_connection_string_stands()
    {
        var tuned = new Npgsql.NpgsqlConnectionStringBuilder(Pools.Tune("Host=db;Maximum Pool Size=7", "name", 20));
        Assert.Equal((7, 50, 65536, "name"), (tuned.MaxPoolSize, tuned.MaxAutoPrepare, tuned.WriteBufferSize, tuned.ApplicationName));
        tuned = new(Pools.Tune("Host=db;Application Name=mine;Max Auto Prepare=9;Read Buffer Size=16384", "name", 20));
        Assert.Equal(
            (20, 9, 16384, "mine"), (tuned.MaxPoolSize, tuned.MaxAutoPrepare, tuned.ReadBufferSize, tuned.ApplicationName));
    }

    private static PostgresOptions From(Dictionary<string, string?> settings) =>
        PostgresOptions.From(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(PostgresOptions options) =>
        new PostgresOptionsValidator().Validate(null, options);
}
