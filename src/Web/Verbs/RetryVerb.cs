using System.CommandLine;
using Dashboard.Telemetry.SetAside;

namespace Dashboard.Web.Verbs;

/// <summary><c>retry</c>: has the records tried again that were set aside by their own fault.</summary>
internal static class RetryVerb
{
    private const int MostListed = 50;
    private const string Nothing = "Nothing is set aside.";

    public static Command Command()
    {
        var list = new Option<bool>("--list") { Description = "Only say which ones they are, and why." };
        var command = new Command(
            "retry", "Have records tried again that could not be worked through; /readyz says how many there are.")
        {
            list,
        };
        command.SetAction((parsed, ct) => Services.UseAsync(parsed.GetValue(list) ? ListAsync : RetryAsync, ct));
        return command;
    }

    private static async Task<int> RetryAsync(IServiceProvider services, CancellationToken ct)
    {
        var (before, taken) = (0L, 0L);
        foreach (var place in services.GetServices<ISetAside>())
        {
            before += (await place.CountAsync(ct)).Values.Sum();
            taken += await place.RetryAsync(ct);
        }

        Console.WriteLine(before == 0
            ? Nothing
            : $"{taken} of {before} records are taken up again. What fails by its own fault is set aside once more.");
        return CommandLine.Ok;
    }

    private static async Task<int> ListAsync(IServiceProvider services, CancellationToken ct)
    {
        var any = false;
        foreach (var place in services.GetServices<ISetAside>())
        {
            foreach (var (kind, count) in await place.CountAsync(ct))
            {
                any = true;
                Console.WriteLine(SetAsideKinds.Words(kind, count));
            }

            foreach (var record in await place.ReadAsync(MostListed, ct))
            {
                var what = $"{record.Kind}  project {record.Project?.Value}  {record.Record}";
                Console.WriteLine($"  {record.At:yyyy-MM-dd HH:mm:ss}Z  {what}: {record.Reason}");
            }
        }

        if (!any)
        {
            Console.WriteLine(Nothing);
        }

        return CommandLine.Ok;
    }
}
