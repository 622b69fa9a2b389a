namespace Dashboard.Web.Demo;

/// <summary>A made-up model with a price of its own, so that a change of real prices leaves the story alone.</summary>
/// <param name="Name">As calls name it.</param>
/// <param name="Input">US dollars per million input tokens.</param>
/// <param name="Cached">US dollars per million input tokens from a cache.</param>
/// <param name="Output">US dollars per million output tokens.</param>
internal sealed record DemoModel(string Name, decimal Input, decimal Cached, decimal Output)
{
    /// <summary>Whose models they are, as calls name it.</summary>
    public const string Provider = "demo";

    public static DemoModel Large { get; } = new("demo-large", 2.5m, 1.25m, 10m);

    public static DemoModel Medium { get; } = new("demo-medium", 1m, 0.1m, 5m);

    public static DemoModel Small { get; } = new("demo-small", 0.15m, 0.075m, 0.6m);

    public static IReadOnlyList<DemoModel> All { get; } = [Large, Medium, Small];
}
