using System.CommandLine;
using Dashboard.EventStore;
using Dashboard.Telemetry.Rollups;

namespace Dashboard.Web.Verbs;

/// <summary>
/// <c>verify</c>: is every decision as it was written, do the read models say what the decisions say, and are the sums
/// those of their calls.
/// </summary>
internal static class VerifyVerb
{
    public static Command Command()
    {
        var command = new Command("verify", "Check the audit chain, the read models against a replay, and sums against calls.");
        command.SetAction((_, ct) => Services.UseAsync(VerifyAsync, ct));
        return command;
    }

    public static async Task<int> VerifyAsync(IServiceProvider services, CancellationToken ct)
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

        var rollups = await services.GetRequiredService<RollupVerifier>().VerifyAsync(ct);
        Print(rollups);
        return report.Ok && different.Count == 0 && rollups.Ok ? CommandLine.Ok : CommandLine.Failed;
    }

    private static void Print(RollupReport report)
    {
        Console.WriteLine(
            $"Sums of calls: {report.Cells} cells of {report.Days} days counted again, {report.Different} differ"
            + (report.Waiting > 0 ? $", {report.Waiting} await a recount and were not judged" : ""));
        foreach (var cell in report.First)
        {
            Console.Error.WriteLine(
                $"{cell.Table}, {cell.Start:u}, project {cell.Project.Value}, series {cell.SeriesId}: {cell.Fault}");
        }
    }
}
