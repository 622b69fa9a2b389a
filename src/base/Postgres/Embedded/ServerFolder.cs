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

    private readonly string _dataFolder;

    public ServerFolder(string dataFolder)
    {
        _dataFolder = Path.GetFullPath(dataFolder);
        Root = Path.Combine(_dataFolder, "postgres");
        SocketFolder = ChooseSocketFolder(Path.Combine(Root, "run"), _dataFolder);
    }

    public string Root { get; }

    public string Cluster => Path.Combine(Root, "data");

    public string SocketFolder { get; }

    /// <summary>The server writes its process id into it, as into <c>postmaster.pid</c>.</summary>
    public string SocketLockFile => $"{SocketFolder}{SocketFile}.lock";

    public string Log => Path.Combine(Root, "log");

    public string PasswordFile => Path.Combine(Root, "password");

    public string OwnerFile => Path.Combine(Root, "owner");

    /// <summary>Makes the folders and hands to the server's user what is the server's.</summary>
    public void Create(ServerUser? user)
    {
        DataFolder.Ensure(_dataFolder);
        DataFolder.Ensure(Root);
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
        DataFolder.Ensure(_dataFolder);
        DataFolder.Ensure(Root);
        return SecretFile.ReadOrCreate(PasswordFile);
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
