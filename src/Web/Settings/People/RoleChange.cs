using Dashboard.Access;
using Dashboard.Access.People;

namespace Dashboard.Web.Settings.People;

/// <summary>The wish that a person may do something else from now on.</summary>
public sealed record RoleChange(PersonInfo Person, Role Role, string? Reason);
