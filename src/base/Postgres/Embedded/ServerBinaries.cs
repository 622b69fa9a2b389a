using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Dashboard.Postgres;

/// <summary>Finds the server's programs, and makes a copy where the server's user cannot reach them.</summary>
internal sealed record ServerBinaries(string Folder)
{
    private const UnixFileMode AnyExecute =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead
        | UnixFileMode.OtherRead | AnyExecute;

    private sealed record Link(string Source, string Target);

    public string Initdb => Path.Combine(Folder, "bin", "initdb");

    public string Postgres => Path.Combine(Folder, "bin", "postgres");

    /// <summary>Beside a published console in <c>postgres/</c>, else where the build installed them.</summary>
    /// <exception cref="InvalidOperationException">There are none for this machine.</exception>
    public static ServerBinaries Locate()
    {
        var built = typeof(ServerBinaries).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(attribute => attribute.Key == "EmbeddedPostgres")?.Value;
        var found = new[] { Path.Combine(AppContext.BaseDirectory, "postgres"), built }
            .FirstOrDefault(folder => folder is not null && File.Exists(Path.Combine(folder, "bin", "postgres")));
        return found is null || !OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64
            ? throw new InvalidOperationException(
                "There is no embedded PostgreSQL server for this machine (it is built for Linux x64 and expected in "
                + $"'{Path.Combine(AppContext.BaseDirectory, "postgres")}'). Set DASHBOARD_DB to a PostgreSQL 15 or newer.")
            : new ServerBinaries(found);
    }

    /// <summary>These programs, or a copy below <paramref name="root"/>, with all links, where <paramref name="user"/> may run them.</summary>
    public ServerBinaries ReadyFor(ServerUser? user, string root)
    {
        if ((user is null || ServerFolder.Unreachable(Path.Combine(Folder, "bin")) is null) && TryLink())
        {
            return this;
        }

        // Another version has another size or time, and so another folder.
        var program = new FileInfo(Postgres);
        var copy = new ServerBinaries(Path.Combine(root, $"bin-{program.Length:x}-{program.LastWriteTimeUtc.Ticks:x}"));
        if (!Directory.Exists(copy.Folder))
        {
            var draft = copy.Folder + ".new";
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }

            Copy(Folder, draft);
            new ServerBinaries(draft).MakeLinks();
            Directory.Move(draft, copy.Folder);
        }

        return copy;
    }

    private bool TryLink()
    {
        try
        {
            MakeLinks();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>npm packages carry no symbolic links; <c>pg-symlinks.json</c> says which the libraries need:
    /// <c>[{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so.5"}]</c>.</summary>
    private void MakeLinks()
    {
        var list = Path.Combine(Folder, "pg-symlinks.json");
        var links = JsonSerializer.Deserialize<Link[]>(File.ReadAllText(list), JsonSerializerOptions.Web) ?? [];
        foreach (var link in links)
        {
            var target = Path.Combine(Folder, link.Target["native/".Length..]);
            if (!File.Exists(target))
            {
                File.CreateSymbolicLink(target, Path.GetFileName(link.Source));
            }
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        File.SetUnixFileMode(to, ForAll);
        foreach (var file in new DirectoryInfo(from).EnumerateFiles().Where(f => f.LinkTarget is null && f.Extension != ".a"))
        {
            var copy = file.CopyTo(Path.Combine(to, file.Name));
            var isProgram = File.GetUnixFileMode(file.FullName).HasFlag(UnixFileMode.UserExecute);
            File.SetUnixFileMode(copy.FullName, isProgram ? ForAll : ForAll & ~AnyExecute);
        }

        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
