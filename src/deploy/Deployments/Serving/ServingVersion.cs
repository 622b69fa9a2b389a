namespace Dashboard.Deployments.Serving;

/// <summary>One side of a split, with all that the gateway needs in order to call it.</summary>
/// <param name="Version">Our name of it, such as <c>v2</c>.</param>
/// <param name="Weight">Its share of the traffic in percent, 0 to 100.</param>
/// <param name="UpstreamModel">What the provider calls the model.</param>
/// <param name="Connection">Where it is called.</param>
/// <param name="Provider">Which interface is spoken there, such as <c>openai-compatible</c>.</param>
public sealed record ServingVersion(
    string Version,
    int Weight,
    string UpstreamModel,
    ApprovedConnection Connection,
    string Provider = ProviderNames.OpenAiCompatible)
{
    /// <summary>Whether it speaks Anthropic's interface alone; all others speak OpenAI's.</summary>
    public bool IsAnthropic => Provider == ProviderNames.Anthropic;
}
