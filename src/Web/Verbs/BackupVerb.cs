using System.CommandLine;
using Dashboard.EventStore;
using Dashboard.Postgres;

namespace Dashboard.Web.Verbs;

/// <summary><c>backup</c>: writes everything into one file, beside a running console.</summary>
internal static class BackupVerb
{
    public static Command Command()
    {
        var file = new Argument<string>("file")
        {
            Description = "Where to; a file that is there is replaced once the new one is complete.",
        };
        var command = new Command(
            "backup", "Write both databases and the audit key into one file. It is as secret as the data folder.")
        {
            file,
        };
        command.SetAction((parsed, ct) =>
            Services.UseAsync((services, ct) => WriteAsync(services, parsed.GetRequiredValue(file), ct), ct));
        return command;
    }

    public static async Task<int> WriteAsync(IServiceProvider services, string file, CancellationToken ct)
    {
        // Without its key, a restored chain of decisions can be neither verified nor continued.
        _ = services.GetRequiredService<AuditKey>();
        var key = Path.Combine(services.GetRequiredService<PostgresOptions>().DataFolder, AuditKey.FileName);
        var written = await services.GetRequiredService<BackupWriter>().WriteAsync(Path.GetFullPath(file), [key], ct);
        Console.WriteLine($"Backup of {written.TakenAt:u}: {written.Rows} rows of {written.Tables} tables in {file}");
        return CommandLine.Ok;
    }
}
