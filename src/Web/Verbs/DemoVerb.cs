using System.CommandLine;
using Dashboard.Access;
using Dashboard.Access.Keys;
using Dashboard.Web.Demo;

namespace Dashboard.Web.Verbs;

/// <summary>
/// <c>demo</c>: replays five made-up weeks, labelled <c>environment=demo</c>, into the running console or into one that
/// it starts.
/// </summary>
internal static class DemoVerb
{
    private static readonly TimeSpan _keyLifetime = TimeSpan.FromHours(1);

    public static Command Command()
    {
        var seed = new Option<int>("--seed")
        {
            Description = "Another number gives other calls of the same story.",
            DefaultValueFactory = _ => 1,
        };
        var command = new Command("demo", "Replay 35 labelled synthetic days; starts the console where none is running.")
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
                : await RunVerb.RunAsync(
                    (app, ct) => ReplayAsync(
                        app.Services, app.Services.GetRequiredService<PublicAddress>().Local, number, ct),
                    ct);
        });
        return command;
    }

    private static async Task<int> ReplayAsync(IServiceProvider services, string url, int seed, CancellationToken ct)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var created = (CreateApiKeyResult.Created)await services.GetRequiredService<ApiKeyDesk>().CreateAsync(
            new CreateApiKey(
                "demo replay", [Scopes.Ingest, Scopes.Feedback, Scopes.Manage], ExpiresAt: clock.GetUtcNow() + _keyLifetime),
            Services.Actor,
            ct);
        using var client = new HttpClient { BaseAddress = new Uri(url) };

        Console.WriteLine(
            $"Replaying {DemoHistory.Days} synthetic days: routes {string.Join(", ", DemoRoute.Names)}, "
            + "environment demo. Nothing else is touched.");
        var began = clock.GetTimestamp();
        var sender = new DemoSender(client, created.Key, clock);
        await new DemoReplay(services, sender, Services.Actor, Console.WriteLine).RunAsync(clock.GetUtcNow(), seed, ct);
        var seconds = clock.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine(
            $"Done in {seconds:F1} s; another run takes the place of this one. "
            + $"See it at {url}/?environment=demo&route={DemoRoute.All[0].Name}");
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
