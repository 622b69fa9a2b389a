using System.Globalization;

namespace Dashboard.Postgres.Tests;

/// <summary>What Linux tells about a process.</summary>
internal static class ProcFiles
{
    private static readonly string[] TcpTables = ["/proc/net/tcp", "/proc/net/tcp6"];

    public static HashSet<string> Sockets(int id) =>
        [.. new DirectoryInfo($"/proc/{id}/fd").EnumerateFiles()
            .Select(file => file.LinkTarget)
            .OfType<string>()
            .Where(target => target.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(target => target["socket:[".Length..^1])];

    // Columns: sl local_address rem_address st tx:rx tr:tm retrnsmt uid timeout inode …; state 0A is LISTEN.
    public static HashSet<string> ListeningTcpSockets() =>
        [.. TcpTables.Where(File.Exists)
            .SelectMany(table => File.ReadLines(table).Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns[3] == "0A")
            .Select(columns => columns[9])];

    // pid (name) state ppid pgrp …; the name may hold spaces.
    public static int ProcessGroup(int id)
    {
        var stat = File.ReadAllText($"/proc/{id}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[2], CultureInfo.InvariantCulture);
    }

    public static string UserId(int id) =>
        File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];

    public static IEnumerable<string> EnvironmentNames(int id) =>
        File.ReadAllText($"/proc/{id}/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(e => e.Split('=')[0]);
}
