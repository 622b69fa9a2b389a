using System.Globalization;
using Xunit;

namespace Dashboard.E2E;

/// <summary>Says what was measured: in the test's output, and in a file where one is asked for.</summary>
internal static class Measurements
{
    private static readonly Lock _lock = new();

    public static void Note(string what, TimeSpan time) =>
        Note(string.Create(CultureInfo.InvariantCulture, $"{what}: {time.TotalMilliseconds:F0} ms"));

    public static void Note(string line)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (Repository.OutFolder is { } folder)
        {
            lock (_lock)
            {
                File.AppendAllText(Path.Combine(folder, "measured.txt"), line + "\n");
            }
        }
    }
}
