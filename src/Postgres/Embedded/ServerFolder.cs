using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Postgres;

/// <summary>
/// What the server keeps below the console's data folder:
/// <code>
/// postgres/data      the cluster (mode 700, the server's user)
/// postgres/run       its socket (mode 700, the server's user)
/// postgres/log       its log, one file per week day
/// postgres/password  of the database user, readable by us alone
/// postgres/owner     locked by the console that supervises the server
/// </code>
/// </summary>
internal sealed class ServerFolder
{
    /// <summary>What fits into <c>sockaddr_un.sun_path</c> with its closing zero.</summary>
    private const int LongestSocketPath = 107;
    private const string SocketFile = "/.s.PGSQL.5432";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // As root the server's user must pass through, but need not list.
    private const UnixFileMode PassThrough = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public ServerFolder(string dataFolder)
    {
        DataFolder = Path.GetFullPath(dataFolder);
        Root = Path.Combine(DataFolder, "postgres");
        SocketFolder = ChooseSocketFolder(Path.Combine(Root, "run"), DataFolder);
    }

    public string DataFolder { get; }

    public string Root { get; }

    public string Cluster => Path.Combine(Root, "data");

    public string SocketFolder { get; }

    public string Log => Path.Combine(Root, "log");

    public string PasswordFile => Path.Combine(Root, "password");

    public string OwnerFile => Path.Combine(Root, "owner");

    /// <summary>Makes the folders and hands to the server's user what is the server's.</summary>
    public void Create(ServerUser? user)
    {
        var outer = user is null ? OwnerOnly : PassThrough;
        foreach (var folder in new[] { DataFolder, Root })
        {
            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder, outer);
            }
        }

        RequireReachable(user);
        CreatePrivate(SocketFolder, user);
        CreatePrivate(Log, user);
    }

    /// <summary>A folder for the server's user alone, also where it exists already.</summary>
    public static void CreatePrivate(string folder, ServerUser? user)
    {
        Directory.CreateDirectory(folder, OwnerOnly);
        if (new DirectoryInfo(folder).LinkTarget is not null)
        {
            throw new IOException($"'{folder}' is a symbolic link; remove it.");
        }

        // Fails for a folder that somebody else put there, which matters for the short one below /tmp.
        File.SetUnixFileMode(folder, OwnerOnly);
        if (user is not null)
        {
            Posix.ChangeOwner(folder, user.UserId, user.GroupId);
        }
    }

    /// <summary>The database password: read, or made by whoever comes first.</summary>
    public string Password()
    {
        if (!File.Exists(PasswordFile))
        {
            Create(ServerUser.ForThisProcess());
            var draft = Path.Combine(Root, $"password.{Guid.NewGuid():N}");
            WriteSecret(draft, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));
            try
            {
                File.Move(draft, PasswordFile, overwrite: false);
            }
            catch (IOException) when (File.Exists(PasswordFile))
            {
                File.Delete(draft);
            }
        }

        return File.ReadAllText(PasswordFile).Trim();
    }

    /// <summary>Writes a new file that only its owner may read.</summary>
    public static void WriteSecret(string path, string text)
    {
        using var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private void RequireReachable(ServerUser? user)
    {
        if (user is not null && Unreachable(Root) is { } barrier)
        {
            throw new InvalidOperationException(
                $"PostgreSQL runs as user '{user.Name}', which may not enter '{barrier}'. Set DASHBOARD_DATA to a folder "
                + $"elsewhere, for example /var/lib/llmops-dashboard, or 'chmod o+x {barrier}'.");
        }
    }

    /// <summary>The first folder on the way to the path that not everybody may enter, or null.</summary>
    public static string? Unreachable(string path)
    {
        for (var folder = path; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (!File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherExecute))
            {
                return folder;
            }
        }

        return null;
    }

    private static string ChooseSocketFolder(string preferred, string dataFolder)
    {
        if (Encoding.UTF8.GetByteCount(preferred + SocketFile) <= LongestSocketPath)
        {
            return preferred;
        }

        var name = "llmops-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataFolder)))[..16];
        return Path.Combine(Environment.IsPrivilegedProcess ? "/run" : "/tmp", name);
    }
}
