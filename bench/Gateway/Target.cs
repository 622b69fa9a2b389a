namespace Dashboard.Bench.Gateway;

/// <summary>A way to the provider.</summary>
/// <param name="Name">As it is called in the results.</param>
/// <param name="BaseUrl">Where OpenAI's interface begins there.</param>
/// <param name="Model">What to ask for.</param>
/// <param name="Headers">What it wants to be told with each request.</param>
internal sealed record Target(string Name, string BaseUrl, string Model, params (string Name, string Value)[] Headers);
