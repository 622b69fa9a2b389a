using System.CommandLine;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;

namespace Dashboard.Web.Verbs;

/// <summary><c>restore</c>: puts a backup into databases that hold nothing yet.</summary>
internal static class RestoreVerb
{
    public static Command Command()
    {
        var file = new Argument<string>("file") { Description = "A file that 'backup' wrote." };
        var command = new Command("restore", "Put a backup into an empty data folder or database.") { file };
        command.SetAction(async (parsed, ct) =>
        {
            // Not as the other verbs, which migrate first: the database must be empty.
            await using var app = Program.Build(LogLevel.Warning);
            return await RestoreAsync(app.Services, parsed.GetRequiredValue(file), ct);
        });
        return command;
    }

    public static async Task<int> RestoreAsync(IServiceProvider services, string file, CancellationToken ct)
    {
        var folder = services.GetRequiredService<PostgresOptions>().DataFolder;
        var restorer = services.GetRequiredService<BackupRestorer>();
        var restored = await restorer.RestoreAsync(Path.GetFullPath(file), folder, ct);
        Console.WriteLine($"Restored {restored.Rows} rows of {restored.Tables} tables as of {restored.TakenAt:u}. "
            + "'./dev verify' checks them.");
        Console.WriteLine(
            "Erasures up to that moment go on holding. What was erased later is back, and nothing here remembers it: "
            + "erase those people and traces again before clients are let in.");
        await SayAsync(services, restored, ct);
        if (restored.LeftOut.Count > 0)
        {
            Console.Error.WriteLine(
                "Left out, because another program made them: " + string.Join(", ", restored.LeftOut));
        }

        return CommandLine.Ok;
    }

    // The audit key lies in the data folder only now.
    private static async Task SayAsync(IServiceProvider services, BackupSummary restored, CancellationToken ct)
    {
        var move = await services.GetRequiredService<EventStore.EventStore>().MoveHeadAsync(
            move => new BackupRestored(
                restored.TakenAt, move.FormerEvents, move.FormerHash, move.FormerAt, move.Events, move.Hash),
            new EventContext(Services.Actor),
            ct);
        Console.WriteLine(HeadWords.Of(move));
    }
}
