using System.Globalization;

namespace Dashboard.Postgres;

/// <summary>
/// Whether the disk has room for more. A server whose write-ahead log finds none stops in mid-work, so ingestion stops
/// before: at a floor that leaves room for the log, for decisions, and for deleting what is too old. Only the disk of the
/// embedded server can be seen; that of another server says so itself, by an error, when it is full.
/// </summary>
public sealed class FreeSpace
{
    /// <summary>The setting of the floor, in megabytes.</summary>
    public const string Setting = "DASHBOARD_MIN_FREE_MB";

    private const long Megabyte = 1 << 20;
    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromMilliseconds(250);

    private readonly string? _folder;
    private readonly long _floor;
    private readonly TimeProvider _time;
    private volatile Look? _last;

    public FreeSpace(PostgresOptions options, TimeProvider time)
    {
        _folder = options is { Decisions: null, Telemetry: null } ? options.DataFolder : null;
        _floor = options.MinFreeMegabytes * Megabyte;
        _time = time;
    }

    /// <summary>When senders should come again: room is made by people.</summary>
    public static TimeSpan RetryAfter { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Why nothing more can be stored; null while there is room, and where the disk cannot be seen.</summary>
    public string? Shortage
    {
        get
        {
            if (_folder is null || _floor == 0)
            {
                return null;
            }

            if (_last is not { } last || _time.GetElapsedTime(last.At) >= LooksAgainAfter)
            {
                _last = last = new Look(Describe(FreeBytes(_folder), _floor), _time.GetTimestamp());
            }

            return last.Shortage;
        }
    }

    /// <summary>The words for so many free bytes above or below a floor.</summary>
    internal static string? Describe(long? free, long floor) => free is not { } known || known >= floor
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"The disk of the console's data folder has {known / Megabyte} MB left; below {floor / Megabyte} MB "
            + $"({Setting}) no more is stored. Make room, or keep less for a shorter time.");

    private static long? FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be measured is not held against the senders.
            return null;
        }
    }

    private sealed record Look(string? Shortage, long At);
}
