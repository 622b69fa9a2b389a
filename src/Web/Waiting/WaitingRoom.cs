using Dashboard.Postgres;
using Dashboard.Web.Verbs;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Waiting;

/// <summary>
/// Where the console waits for a database that is away when it is started: it listens where the console will, says what is
/// missing, and asks exporters to come again.
/// </summary>
internal sealed class WaitingRoom(WebApplication app)
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(3);

    private readonly PostgresStartup _databases = app.Services.GetRequiredService<PostgresStartup>();
    private readonly TimeProvider _time = app.Services.GetRequiredService<TimeProvider>();

    /// <summary>Returns once every configured server can be reached; at once where all of them can.</summary>
    /// <param name="start">Starts the room's server.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="Npgsql.NpgsqlException">A server refuses what is configured.</exception>
    public async Task WaitAsync(Func<WebApplication, Task> start, CancellationToken ct)
    {
        var missing = await _databases.FindUnreachableAsync(ct);
        if (missing.Count == 0)
        {
            return;
        }

        var options = app.Services.GetRequiredService<IOptions<WebOptions>>().Value;
        var notice = new WaitingNotice(missing, _time.GetUtcNow());
        await using var room = Build(options.Url, () => notice);
        await start(room);
        Say(missing);
        Console.WriteLine($"Waiting for the database; {ConsoleUrl.Of(options)} says so, too.");
        for (var pause = _firstPause; missing.Count > 0; pause = pause * 2 < _longestPause ? pause * 2 : _longestPause)
        {
            await Task.Delay(pause, _time, ct);
            var former = missing;
            missing = await _databases.FindUnreachableAsync(ct);
            notice = notice with { Missing = missing };
            if (!missing.OrderBy(one => one.Key).SequenceEqual(former.OrderBy(one => one.Key)))
            {
                Say(missing);
            }
        }

        await room.StopAsync(ct);
    }

    private static void Say(IReadOnlyDictionary<DatabaseRole, string> missing)
    {
        foreach (var (role, reason) in missing)
        {
            Console.Error.WriteLine($"The database of {WaitingNotice.NameOf(role)} cannot be reached: {reason}.");
        }
    }

    private static WebApplication Build(string url, Func<WaitingNotice> notice)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.WebHost.UseUrls(url);
        var room = builder.Build();
        room.Run(http => WaitingAnswer.WriteAsync(http, notice()));
        return room;
    }
}
