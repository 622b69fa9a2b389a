using System.Net.Http.Json;
using Xunit;

namespace Dashboard.E2E.Gateway;

/// <summary>The gateway while its database is away.</summary>
public sealed class DatabaseAwayTests
{
    private const int Before = 5;
    private const int Meanwhile = 40;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_are_served_and_count_once_even_where_the_console_is_killed_with_their_records()
    {
        await using var provider = await Provider.StartAsync();
        await using var database = await OwnDatabase.StartAsync(Cancel);
        await using var server = await DashboardServer.StartNewAsync(Cancel, database.Setting);
        using var admin = new Admin(server);
        await admin.RegisterAsync(provider.BaseUrl, ("v1", "gpt-4o-mini"));
        await admin.ServeAsync("v1");
        var (_, key) = await admin.KeyAsync(new { budget = new { usd = "1", period = "day" } });
        using var caller = Admin.Client(server, key);
        await CallAsync(caller, Before);
        await Eventually.BecomesAsync(Before, () => admin.SumAsync());
        await database.StopAsync();

        await CallAsync(caller, Meanwhile);
        await WaitForSpoolAsync(server, Meanwhile);
        await server.KillAsync(Cancel);
        await database.StartAgainAsync(Cancel);
        await server.StartAsync(Cancel);

        await WaitForSpoolAsync(server, 0);
        Assert.Equal(Before + Meanwhile, await admin.SumAsync());
        await CallAsync(caller, 1);
        await Eventually.BecomesAsync(Before + Meanwhile + 1, () => admin.SumAsync());
    }

    private static async Task CallAsync(HttpClient caller, int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var answer = await caller.PostAsJsonAsync(
                "/v1/chat/completions",
                new { model = "gus", messages = new[] { new { role = "user", content = $"Call {i}" } } },
                Cancel);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        }
    }

    /// <summary>Waits until so many records wait for the database, as <c>/metrics</c> says.</summary>
    private static async Task WaitForSpoolAsync(DashboardServer server, int records)
    {
        using var http = Admin.Client(server, DashboardServer.AdminKey);
        await Eventually.BecomesAsync($"{records}", async () =>
        {
            var text = await http.GetStringAsync("/metrics", Cancel);
            return text.Split('\n')
                .Single(line => line.StartsWith("dashboard_gateway_spool_records", StringComparison.Ordinal))
                .Split(' ')[1];
        });
    }
}
