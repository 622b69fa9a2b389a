using System.Diagnostics;
using System.Globalization;
using Dashboard.Postgres;

namespace Dashboard.Web.Stopping;

/// <summary>
/// A file in the data folder that lies there while a console runs: <c>4711 2026-11-22T12:00:00Z</c>, its process and its
/// start. Found at a start, it tells of a console that could not say why it ended.
/// </summary>
internal sealed class RunMark(PostgresOptions options, TimeProvider clock)
{
    private const string FileName = "running";

    private string? _own;

    private string Path => System.IO.Path.Combine(options.DataFolder, FileName);

    /// <summary>Puts the mark down; the former console's words where it left its mark and runs no more.</summary>
    public string? Begin()
    {
        try
        {
            var former = File.Exists(Path) ? File.ReadAllText(Path).Trim() : null;
            if (former is not null && IsRunning(former))
            {
                // Another console of the same folder: the mark stays its own.
                return null;
            }

            DataFolder.Ensure(options.DataFolder);
            _own = string.Create(
                CultureInfo.InvariantCulture, $"{Environment.ProcessId} {clock.GetUtcNow().UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");
            File.WriteAllText(Path, _own);
            return former?.Split(' ') is [var process, var start] ? $"process {process}, started {start}" : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever cannot write here hears of it where something depends on it.
            return null;
        }
    }

    /// <summary>Takes the own mark away.</summary>
    public void End()
    {
        try
        {
            if (_own is not null && File.Exists(Path) && File.ReadAllText(Path) == _own)
            {
                File.Delete(Path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next start says that there was no farewell, which is all that is lost.
        }
    }

    // A number is used again after a restart of the machine, by whatever program then.
    private static bool IsRunning(string mark)
    {
        if (!int.TryParse(mark.Split(' ')[0], CultureInfo.InvariantCulture, out var number)
            || number == Environment.ProcessId)
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(number);
            using var own = Process.GetCurrentProcess();
            return process.ProcessName == own.ProcessName;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
