namespace Dashboard.Explorer.ClientMetrics.Page;

/// <summary>What one instrument measured of one kind of work in a range.</summary>
/// <param name="Name">The instrument.</param>
/// <param name="Kind">A histogram, an exponential one, or a sum.</param>
/// <param name="Unit">In UCUM; null when not said.</param>
/// <param name="Of">What was measured.</param>
/// <param name="Value">What was added up.</param>
public sealed record MeasuredSeries(string Name, string Kind, string? Unit, MeasuredSeries.Work Of, MetricValue Value)
{
    /// <summary>The attributes that a page tells series apart by; the resource's where the point has none.</summary>
    internal static readonly IReadOnlyList<string> Attributes =
    [
        "service.name", "deployment.environment.name", "deployment.environment", "gen_ai.response.model",
        "gen_ai.request.model", "gen_ai.provider.name", "gen_ai.system", "gen_ai.operation.name", "gen_ai.token.type",
    ];

    /// <summary>The mean of a histogram; of a sum nobody knows how many values it has.</summary>
    public double? Mean => Value.Count > 0 ? Value.Sum / Value.Count : null;

    /// <summary>The one bucket of a series that was read without a step.</summary>
    internal static IEnumerable<MeasuredSeries> From(ClientSeries series)
    {
        string? First(params string[] names) => names.Select(name => series.Attributes.GetValueOrDefault(name))
            .FirstOrDefault(value => !string.IsNullOrEmpty(value));

        var of = new Work(
            First("service.name"), First("deployment.environment.name", "deployment.environment"),
            First("gen_ai.response.model", "gen_ai.request.model"), First("gen_ai.provider.name", "gen_ai.system"),
            First("gen_ai.operation.name"), First("gen_ai.token.type"));
        return series.Points.Select(point => new MeasuredSeries(
            series.Instrument.Name, series.Instrument.Kind, series.Instrument.Unit, of, point.Value));
    }

    /// <summary>Whose work, in the words of the client; null is "not said".</summary>
    public sealed record Work(
        string? Service, string? Environment, string? Model, string? Provider, string? Operation, string? TokenType);
}
