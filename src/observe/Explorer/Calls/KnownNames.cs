using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Explorer.Calls;

/// <summary>What calls of a project have named, to be offered where somebody types such a name.</summary>
/// <param name="Routes">In alphabetical order, as the others.</param>
/// <param name="Models">Of the answers.</param>
/// <param name="Versions">Of own models.</param>
/// <param name="Providers">As clients and the gateway name them.</param>
/// <param name="Prompts">Names of prompts, not their texts.</param>
public sealed record KnownNames(
    IReadOnlyList<string> Routes,
    IReadOnlyList<string> Models,
    IReadOnlyList<string> Versions,
    IReadOnlyList<string> Providers,
    IReadOnlyList<string> Prompts)
{
    public static KnownNames None { get; } = new([], [], [], [], []);

    /// <summary>The names of every series of a project.</summary>
    internal static async Task<KnownNames> ReadAsync(TelemetryDb db, ProjectId project, CancellationToken ct)
    {
        var series = (await new SeriesCatalog(db).ReadAsync(project, _ => true, ct)).Values;
        IReadOnlyList<string> Of(Func<SeriesKey, string?> name) => Distinct(series.Select(name));
        return new(
            Of(one => one.Route), Of(one => one.Model), Of(one => one.Version), Of(one => one.Provider),
            Of(one => one.Prompt));
    }

    /// <summary>Each name once, in alphabetical order.</summary>
    internal static IReadOnlyList<string> Distinct(IEnumerable<string?> names) =>
    [
        .. names.Where(name => !string.IsNullOrWhiteSpace(name)).OfType<string>().Distinct(StringComparer.Ordinal)
            .Order(StringComparer.OrdinalIgnoreCase),
    ];
}
