using System.CommandLine;
using Dashboard.EventStore;

namespace Dashboard.Web.Verbs;

/// <summary><c>rebuild</c>: drops every read model and replays all decisions into it.</summary>
internal static class RebuildVerb
{
    public static Command Command()
    {
        var command = new Command("rebuild", "Drop and replay the read models; readers see the old ones until then.");
        command.SetAction((_, ct) => Services.UseAsync(RebuildAsync, ct));
        return command;
    }

    private static async Task<int> RebuildAsync(IServiceProvider services, CancellationToken ct)
    {
        var projections = services.GetRequiredService<Projections>();
        foreach (var name in projections.Names)
        {
            await projections.RebuildAsync(name, ct);
            Console.WriteLine($"Rebuilt {name}");
        }

        return CommandLine.Ok;
    }
}
