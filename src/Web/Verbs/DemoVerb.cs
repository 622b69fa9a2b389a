using System.CommandLine;
using Dashboard.Access;
using Dashboard.Access.Keys;
using Dashboard.Web.Demo;

namespace Dashboard.Web.Verbs;

/// <summary>
/// <c>demo</c>: sends a made-up day, labelled <c>environment=demo</c>, to the running console or to one that it starts.
/// </summary>
internal static class DemoVerb
{
    private static readonly TimeSpan _keyLifetime = TimeSpan.FromHours(1);

    public static Command Command()
    {
        var seed = new Option<int>("--seed")
        {
            Description = "Another number gives another day.",
            DefaultValueFactory = _ => 1,
        };
        var command = new Command("demo", "Replay a labelled synthetic day; starts the console where none is running.")
        {
            seed,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();
            var configured = ConsoleUrl.Of(settings.Get<WebOptions>()!);
            var number = parsed.GetValue(seed);
            return await AnswersAsync(configured, ct)
                ? await Services.UseAsync((services, ct) => ReplayAsync(services, configured, number, ct), ct)
                : await RunVerb.RunAsync((app, ct) => ReplayAsync(app.Services, ConsoleUrl.Of(app), number, ct), ct);
        });
        return command;
    }

    private static async Task<int> ReplayAsync(IServiceProvider services, string url, int seed, CancellationToken ct)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var created = (CreateApiKeyResult.Created)await services.GetRequiredService<ApiKeyDesk>().CreateAsync(
            new CreateApiKey("demo replay", [Scopes.Ingest, Scopes.Feedback], ExpiresAt: clock.GetUtcNow() + _keyLifetime),
            Services.Actor,
            ct);
        var end = clock.GetUtcNow();
        var calls = DemoDay.Before(end, seed);
        await DemoDeployment.RegisterAsync(services.GetRequiredService<EventStore.EventStore>(), end, Services.Actor, ct);
        using var client = new HttpClient { BaseAddress = new Uri(url) };

        Console.WriteLine($"Sending {calls.Count} calls of a synthetic day...");
        var began = clock.GetTimestamp();
        await new DemoReplay(client, created.Key, clock).SendAsync(calls, ct);
        var seconds = clock.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine($"Sent in {seconds:F1} s. See them at {url}/?environment=demo");
        return CommandLine.Ok;
    }

    private static async Task<bool> AnswersAsync(string url, CancellationToken ct)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var response = await client.GetAsync(new Uri(url + "/healthz"), ct);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
