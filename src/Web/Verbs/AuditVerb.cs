using System.CommandLine;
using Dashboard.Events;
using Dashboard.EventStore;

namespace Dashboard.Web.Verbs;

/// <summary>
/// <c>audit accept</c>: settles that the database was set back from outside, by a decision like any other.
/// </summary>
internal static class AuditVerb
{
    public static Command Command()
    {
        var reason = new Option<string>("--reason")
        {
            Description = "Why the record is right as it is; it stays in the record.",
            Required = true,
        };
        var accept = new Command("accept", "Take the record as the database has it, after a restore made from outside.")
        {
            reason,
        };
        accept.SetAction((parsed, ct) => Services.UseAsync(
            (services, ct) => AcceptAsync(services, parsed.GetRequiredValue(reason), ct), ct));
        return new Command("audit", "The record of decisions.") { accept };
    }

    public static async Task<int> AcceptAsync(IServiceProvider services, string reason, CancellationToken ct)
    {
        reason = reason.Trim();
        if (reason.Length == 0 || Reasons.Fault(reason) is not null)
        {
            Console.Error.WriteLine(Reasons.Fault(reason) ?? "Give a reason: --reason \"restored the dump of Monday\".");
            return CommandLine.WrongUsage;
        }

        var store = services.GetRequiredService<EventStore.EventStore>();
        if ((await store.VerifyAsync(ct)).Ok)
        {
            Console.WriteLine("There is nothing to accept: the record is the one that was sealed here.");
            return CommandLine.Ok;
        }

        var move = await store.MoveHeadAsync(
            move => new AuditHeadAccepted(move.FormerEvents, move.FormerHash, move.FormerAt, move.Events, move.Hash),
            new EventContext(Services.Actor, reason),
            ct);
        Console.WriteLine(HeadWords.Of(move));
        var report = await store.VerifyAsync(ct);
        if (report.FirstBad is { } bad)
        {
            Console.Error.WriteLine($"What is left is not as it was written, at position {bad.Position}: {bad.Reason}");
        }

        return report.Ok ? CommandLine.Ok : CommandLine.Failed;
    }
}
