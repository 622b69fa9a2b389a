using Bunit;
using Dashboard.Access;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Dashboard.Telemetry.Partitions;
using Dashboard.Web.Settings.Retention;
using Dashboard.Web.Tests.Acceptance;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Web.Tests.Settings.Retention;

public sealed class RetentionPageTests(TestConsole console) : SettingsContext(console), IClassFixture<TestConsole>
{
    private RetentionDesk Desk => Console.Services.GetRequiredService<RetentionDesk>();

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_dropped_before_the_days_were_shown_and_a_reason_was_given()
    {
        var day = await StoreOldCallAsync(daysAgo: 20);
        Assert.NotNull(Above);
        var page = Show<RetentionPage>(project: 1, Scopes.Admin);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("input[name=calls]")));

        await page.Find("input[name=calls]").InputAsync("10");
        await page.Find("input[name=payloads]").InputAsync("9");
        await page.Find("button.solid").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("section[aria-label='The change']")));

        var change = page.Find("section[aria-label='The change']").TextContent;
        Assert.Contains("90 days → 10 days", change, StringComparison.Ordinal);
        Assert.Contains(day.ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture), change,
            StringComparison.Ordinal);
        Assert.Contains("for good", change, StringComparison.Ordinal);
        await page.Find("form").SubmitAsync();
        Assert.Contains(
            "Say why", page.Find("section[aria-label='The change'] [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(1L, await CallsAsync());

        await page.Find("input[name=reason]").InputAsync("law");
        page.Find("form").Submit();
        Assert.Contains("Calls: Drops", Above.WaitForElement("[role=dialog]").TextContent, StringComparison.Ordinal);
        Assert.Equal(1L, await CallsAsync());
        Above.Find("[role=dialog] .solid").Click();
        Above.WaitForAssertion(() => Assert.Contains(
            "What was too old is gone", Above.Find("[role=status]").TextContent, StringComparison.Ordinal));

        page.WaitForAssertion(() => Assert.Contains(
            "Calls 90 → 10 days", page.Find("section[aria-label=History]").TextContent, StringComparison.Ordinal));
        Assert.Equal(0L, await CallsAsync());
        var decision = await Desk.ReadAsync(Cancel);
        Assert.Equal(("person:ann", "law"), (decision.Actor, decision.Reason));

        await SomebodyElseDecidesMeanwhileAsync(page);
    }

    [Fact]
    public void Others_see_what_holds_and_who_may_change_it()
    {
        var page = Show<RetentionPage>(project: 1, Scopes.Manage);

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("input[name=calls]")));
        Assert.All(page.FindAll("input"), input => Assert.True(input.HasAttribute("disabled")));
        Assert.Contains("Only administrators", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button.solid"));
    }

    // What was shown for confirmation is taken back when it is no longer what would happen.
    private async Task SomebodyElseDecidesMeanwhileAsync(IRenderedComponent<RetentionPage> page)
    {
        await page.Find("input[name=logs]").InputAsync("3");
        await page.Find("button.solid").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("section[aria-label='The change']")));

        var holds = await Desk.ReadAsync(Cancel);
        await Desk.SetAsync(
            holds.Keep with { Metrics = TimeSpan.FromDays(2) }, holds, new EventContext("person:bob"), Cancel);

        page.WaitForAssertion(
            () => Assert.Contains("Somebody else", page.Find("p[role=alert]").TextContent, StringComparison.Ordinal),
            TimeSpan.FromSeconds(30));
        Assert.Empty(page.FindAll("section[aria-label='The change']"));
        Assert.Equal("2", page.Find("input[name=metrics]").GetAttribute("value"));
        Assert.Equal(30, (await Desk.ReadAsync(Cancel)).Keep.Logs.TotalDays);
    }

    private async Task<DateOnly> StoreOldCallAsync(int daysAgo)
    {
        var start = TimeProvider.System.GetUtcNow().AddDays(-daysAgo);
        using var client = await Console.NewProjectAsync(Scopes.Ingest);
        using var answer = await client.PostBytesAsync(
            "v1/traces", OtlpJson.Export(OtlpJson.Span(start: start)), "application/json");
        Assert.True(answer.IsSuccessStatusCode);

        // As if it had come when it was made: what is backfilled is kept from its arrival.
        await using var command = Telemetry.Source.CreateCommand(
            "UPDATE telemetry_partitions SET created_at = from_at");
        await command.ExecuteNonQueryAsync(Cancel);
        return DateOnly.FromDateTime(start.UtcDateTime);
    }

    private async Task<long> CallsAsync()
    {
        await using var command = Telemetry.Source.CreateCommand("SELECT count(*) FROM calls");
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }

    private TelemetryDb Telemetry => Console.Services.GetRequiredService<TelemetryDb>();
}
