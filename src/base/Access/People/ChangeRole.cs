namespace Dashboard.Access.People;

/// <summary>The body of <c>PUT /api/people/ID/role</c>.</summary>
/// <param name="Role">One of <see cref="RoleNames.All"/>.</param>
/// <param name="Reason">Why, for the record.</param>
internal sealed record ChangeRole(string? Role, string? Reason);
