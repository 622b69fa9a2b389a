namespace Dashboard.Deployments.Routes;

/// <summary>The body of <c>PUT /api/routes/{route}</c>.</summary>
/// <param name="Model">The model whose versions are to serve.</param>
/// <param name="Split">
/// Weights are whole percents that sum to 100. A switch as a whole (blue-green) is 0 and 100.
/// </param>
/// <param name="Sticky">
/// What keeps a caller on one side: <c>session</c> (the default), <c>user</c>, <c>key</c> or <c>none</c>.
/// </param>
/// <param name="Steps">
/// Makes it a canary: the weights of the candidate to promote through, rising, such as 5, 25, 50, 100; its weight is
/// one of them.
/// </param>
/// <param name="IfRevision">
/// The revision that this rests on (0: the route must not exist); another one in force is a conflict.
/// </param>
/// <param name="Reason">Why.</param>
public sealed record DeployRoute(
    string? Model,
    IReadOnlyList<SplitSide?>? Split,
    string? Sticky = null,
    IReadOnlyList<int>? Steps = null,
    int? IfRevision = null,
    string? Reason = null);
