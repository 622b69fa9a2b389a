using System.Globalization;

namespace Dashboard.Texts;

/// <summary>Times in the public interface: UTC, with as many digits of a second as are needed.</summary>
public static class Rfc3339
{
    public static string Of(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
