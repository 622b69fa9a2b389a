namespace Dashboard.Web.Demo;

/// <summary>How models of the synthetic day are told from real ones.</summary>
internal static class DemoModels
{
    private const string Prefix = "demo-";

    /// <summary>Our name of a made-up application's model.</summary>
    public static string Name(string route) => Prefix + route;

    /// <summary>Whether a model belongs to the synthetic day.</summary>
    public static bool Holds(string model) => model.StartsWith(Prefix, StringComparison.Ordinal);
}
