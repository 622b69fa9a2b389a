using Dashboard.Deployments.Serving;

namespace Dashboard.Gateway.Routing;

/// <summary>Which versions may answer a request.</summary>
/// <param name="First">The one that should.</param>
/// <param name="Others">Those that may take over for this one request, the heaviest first.</param>
/// <param name="Sticky">Whether a session, user or key led to the first.</param>
internal readonly record struct VersionPlan(ServingVersion First, IReadOnlyList<ServingVersion> Others, bool Sticky);
