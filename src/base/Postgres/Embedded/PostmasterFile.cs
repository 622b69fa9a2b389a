using System.Globalization;

namespace Dashboard.Postgres;

/// <summary>
/// <c>postmaster.pid</c>, the lock file of a running server:
/// <code>
/// 1 process id    2 data folder   3 start time   4 port   5 socket folder   6 TCP address
/// 7 shared memory: key and id     8 status: "starting", "ready   ", "stopping", "standby "
/// </code>
/// </summary>
internal sealed record PostmasterFile(int ProcessId, long? SharedMemoryId, string Status)
{
    public bool IsReady => Status == "ready";

    public bool IsStopping => Status == "stopping";

    /// <summary>Reads what is there; null while there is no file or only its beginning.</summary>
    public static PostmasterFile? Read(string cluster)
    {
        try
        {
            return Parse(File.ReadAllLines(Path.Combine(cluster, "postmaster.pid")));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static PostmasterFile? Parse(IReadOnlyList<string> lines)
    {
        if (lines.Count == 0 || !int.TryParse(lines[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var pid))
        {
            return null;
        }

        var memory = lines.Count > 6 ? lines[6].Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        long? memoryId = memory.Length == 2 && long.TryParse(memory[1], CultureInfo.InvariantCulture, out var id) ? id : null;
        return new PostmasterFile(Math.Abs(pid), memoryId, lines.Count > 7 ? lines[7].Trim() : "");
    }

    /// <summary>The file of a server that lives and serves this very folder, else null.</summary>
    public static PostmasterFile? ReadLive(string cluster) =>
        Read(cluster) is { } file && IsServerOf(file.ProcessId, cluster) ? file : null;

    /// <summary>
    /// Whether the process is a postmaster on this folder. By its command line: readable across users, and empty for a zombie,
    /// which still answers signals although the server is gone.
    /// </summary>
    public static bool IsServerOf(int processId, string cluster)
    {
        try
        {
            var arguments = File.ReadAllText($"/proc/{processId}/cmdline").Split('\0');
            var folder = Array.IndexOf(arguments, "-D") + 1;
            return Path.GetFileName(arguments[0]) == "postgres" && folder > 0 && arguments[folder] == cluster;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
