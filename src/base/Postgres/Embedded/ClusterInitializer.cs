using System.Diagnostics;

namespace Dashboard.Postgres;

/// <summary>Makes a new cluster with <c>initdb</c>.</summary>
internal static class ClusterInitializer
{
    /// <summary>The database superuser; its password lies in the data folder.</summary>
    public const string UserName = "dashboard";

    /// <summary>Does nothing where a cluster exists. A half-made one is made again: it gets its name only when complete.</summary>
    public static async Task EnsureAsync(
        ServerFolder folder, ServerBinaries binaries, ServerUser? user, bool durable, CancellationToken ct)
    {
        if (File.Exists(Path.Combine(folder.Cluster, "PG_VERSION")))
        {
            return;
        }

        var draft = folder.Cluster + ".new";
        if (Directory.Exists(draft))
        {
            Directory.Delete(draft, recursive: true);
        }

        ServerFolder.CreatePrivate(draft, user);
        var passwordFile = Path.Combine(folder.Root, "initdb-password");
        File.Delete(passwordFile);
        SecretFile.Create(passwordFile, folder.Password());
        try
        {
            if (user is not null)
            {
                Posix.ChangeOwner(passwordFile, user.UserId, user.GroupId);
            }

            await InitdbAsync(draft, passwordFile, binaries, user, durable, ct);
        }
        finally
        {
            File.Delete(passwordFile);
        }

        Directory.Move(draft, folder.Cluster);
    }

    private static async Task InitdbAsync(
        string draft, string passwordFile, ServerBinaries binaries, ServerUser? user, bool durable, CancellationToken ct)
    {
        // The builtin locale sorts by code point, the same on every machine; the bundled ICU is old.
        string[] arguments =
        [
            "-D", draft, "-U", UserName, "-A", "scram-sha-256", $"--pwfile={passwordFile}", "-E", "UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--data-checksums",
            .. durable ? Array.Empty<string>() : ["--no-sync"],
        ];
        using var process = Process.Start(ServerCommand.Create(binaries.Initdb, arguments, user))!;
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(ct);
            var errors = process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException(
                    $"initdb failed with exit code {process.ExitCode}: {(await errors).Trim()} {(await output).Trim()}");
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
