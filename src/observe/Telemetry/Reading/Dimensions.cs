namespace Dashboard.Telemetry.Reading;

/// <summary>Reads and compares the dimensions of a series.</summary>
public static class Dimensions
{
    public static string? ValueOf(this SeriesKey key, Dimension dimension) => dimension switch
    {
        Dimension.Route => key.Route,
        Dimension.Model => key.Model,
        Dimension.Version => key.Version,
        Dimension.Provider => key.Provider,
        Dimension.Prompt => key.Prompt,
        Dimension.Environment => key.Environment,
        _ => null,
    };

    /// <summary>The series that a query's conditions keep; the demonstration only when its environment is asked for.</summary>
    public static bool Keeps(this MetricsQuery query, SeriesKey key) =>
        query.Where.All(condition => condition.Key == Dimension.User || key.ValueOf(condition.Key) == condition.Value)
        && (key.Environment != SeriesCatalog.DemoEnvironment
            || query.Where.ContainsKey(Dimension.Environment)
            || query.By.Contains(Dimension.Environment));
}
