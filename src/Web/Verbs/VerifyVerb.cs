using System.CommandLine;
using Dashboard.EventStore;

namespace Dashboard.Web.Verbs;

/// <summary>
/// <c>verify</c>: is every decision as it was written, and do the read models say what the decisions say.
/// </summary>
internal static class VerifyVerb
{
    public static Command Command()
    {
        var command = new Command("verify", "Check the audit chain, and the read models against a replay.");
        command.SetAction((_, ct) => Services.UseAsync(VerifyAsync, ct));
        return command;
    }

    private static async Task<int> VerifyAsync(IServiceProvider services, CancellationToken ct)
    {
        var report = await services.GetRequiredService<EventStore.EventStore>().VerifyAsync(ct);
        Console.WriteLine($"Audit chain: {report.Events} events, {report.Unchained} of them from other programs, "
            + $"head {report.HeadHash ?? "none"}");
        if (report.FirstBad is { } bad)
        {
            Console.Error.WriteLine($"Audit chain broken at position {bad.Position}"
                + $"{(bad.Stream is null ? "" : $", stream {bad.Stream}")}: {bad.Reason}");
        }

        var different = await services.GetRequiredService<Projections>().VerifyAsync(ct);
        Console.WriteLine(different.Count == 0 ? "Read models: as replayed" : "Read models: not as replayed");
        if (different.Count > 0)
        {
            Console.Error.WriteLine($"These tables differ from a replay: {string.Join(", ", different)}. "
                + "'./dev rebuild' makes them anew.");
        }

        return report.Ok && different.Count == 0 ? CommandLine.Ok : CommandLine.Failed;
    }
}
