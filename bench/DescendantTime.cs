using System.Globalization;

namespace Dashboard.Bench;

/// <summary>Processor time of the processes below one, by <c>/proc</c> (proc_pid_stat(5)); PostgreSQL's, for a console.</summary>
internal static class DescendantTime
{
    private const double TicksPerSecond = 100;

    private sealed record Usage(int Parent, double Seconds);

    /// <summary>Of those that live and of those that they have outlived.</summary>
    public static TimeSpan Of(int pid) => TimeSpan.FromSeconds(Find(pid).Sum(process => process.Value.Seconds));

    /// <summary>The ids of those that live.</summary>
    public static IEnumerable<int> Below(int pid) => Find(pid).Select(process => process.Key);

    private static List<KeyValuePair<int, Usage>> Find(int pid)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(folder => (Folder: folder, Name: Path.GetFileName(folder)))
            .Where(process => process.Name.All(char.IsAsciiDigit))
            .Select(process => (Id: int.Parse(process.Name, CultureInfo.InvariantCulture), Usage: Read(process.Folder)))
            .Where(process => process.Usage is not null)
            .ToDictionary(process => process.Id, process => process.Usage!);
        return all.Where(process => IsBelow(process.Key)).ToList();

        bool IsBelow(int id) => all.TryGetValue(id, out var usage) && (usage.Parent == pid || IsBelow(usage.Parent));
    }

    /// <summary>Null where the process has just ended.</summary>
    private static Usage? Read(string folder)
    {
        try
        {
            // The name may hold anything, parentheses included: fields are counted from the last one.
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            double Ticks(int field) => double.Parse(fields[field - 3], CultureInfo.InvariantCulture);
            return new Usage((int)Ticks(4), (Ticks(14) + Ticks(15) + Ticks(16) + Ticks(17)) / TicksPerSecond);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
