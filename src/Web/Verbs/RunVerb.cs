using System.CommandLine;

namespace Dashboard.Web.Verbs;

/// <summary><c>run</c>: starts the server and says where it is.</summary>
internal static class RunVerb
{
    public static Command Command()
    {
        var command = new Command("run", "Start the server (what happens without a verb, too).");
        command.SetAction((_, ct) => RunAsync(ct));
        return command;
    }

    public static async Task<int> RunAsync(CancellationToken ct)
    {
        await using var app = Program.Build();
        await app.StartAsync(ct);
        Console.WriteLine($"Dashboard: {ConsoleUrl.Of(app)}");
        await app.WaitForShutdownAsync(ct);
        return 0;
    }
}
