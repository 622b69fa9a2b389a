using Dashboard.Telemetry.Writing;
using Dashboard.Web.Health;
using Xunit;

namespace Dashboard.Web.Tests.Health;

public sealed class HealthProblemTests
{
    private static readonly DateTimeOffset _noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Nothing_is_said_while_all_is_well()
    {
        Assert.Empty(HealthProblem.Of(Reports.Of((HealthModule.Disk, null)), [], _noon));
    }

    [Fact]
    public void A_database_that_is_away_is_said_once_and_not_its_consequences()
    {
        var report = Reports.Of(
            (HealthModule.Decisions, "It is silent."),
            (HealthModule.Telemetry, "It is silent."),
            (IngestCheck.Name, "The database cannot be reached."),
            (HealthModule.Disk, "The disk is full."));

        Assert.Equal(
            ["The database does not answer", "The disk is almost full"],
            HealthProblem.Of(report, [], _noon).Select(problem => problem.What));
    }

    [Fact]
    public void A_stopped_server_explains_databases_that_do_not_answer()
    {
        var report = Reports.Of(
            (HealthModule.Server, "It ended."), (HealthModule.Decisions, "Silent."), (HealthModule.Telemetry, "Silent."));

        Assert.Equal("The database has stopped", Assert.Single(HealthProblem.Of(report, [], _noon)).What);
    }

    [Fact]
    public void A_database_of_calls_alone_is_named()
    {
        var report = Reports.Of((HealthModule.Telemetry, "Silent."), (IngestCheck.Name, "No way."));

        Assert.Equal(
            "The database of calls does not answer", Assert.Single(HealthProblem.Of(report, [], _noon)).What);
    }

    [Fact]
    public void A_problem_keeps_its_beginning_while_its_reason_changes_and_begins_anew_when_it_returns()
    {
        var first = HealthProblem.Of(Reports.Of((HealthModule.Disk, "90 MB left.")), [], _noon);
        var later = HealthProblem.Of(Reports.Of((HealthModule.Disk, "80 MB left.")), first, _noon.AddMinutes(1));
        var gone = HealthProblem.Of(Reports.Of((HealthModule.Disk, null)), later, _noon.AddMinutes(2));
        var again = HealthProblem.Of(Reports.Of((HealthModule.Disk, "70 MB left.")), gone, _noon.AddMinutes(3));

        Assert.Equal((_noon, "80 MB left."), (later[0].Since, later[0].Reason));
        Assert.Empty(gone);
        Assert.Equal(_noon.AddMinutes(3), again[0].Since);
    }

    [Fact]
    public void A_check_that_has_no_words_of_its_own_is_shown_by_its_name()
    {
        var problem = Assert.Single(HealthProblem.Of(Reports.Of(("gateway_records", "The spool is full.")), [], _noon));

        Assert.Equal(("Gateway records", "The spool is full."), (problem.What, problem.Reason));
    }
}
