using Dashboard.Events;

namespace Dashboard.Telemetry;

/// <summary>What every number is attributable to. Calls with equal keys share one row of each rollup cell. Null is "not said".</summary>
/// <param name="Project">The project of the key that delivered the call.</param>
/// <param name="Route">The alias that the application called, never empty.</param>
/// <param name="Model">The provider's model that answered, else the one that was asked for.</param>
/// <param name="Version">Our model version that served.</param>
/// <param name="Provider">The provider in OpenTelemetry's words, such as <c>openai</c>.</param>
/// <param name="Prompt">Prompt name, with its version as <c>name@version</c> where it is known.</param>
/// <param name="Environment">The deployment environment.</param>
public readonly record struct SeriesKey(
    ProjectId Project,
    string Route,
    string? Model,
    string? Version,
    string? Provider,
    string? Prompt,
    string? Environment);
