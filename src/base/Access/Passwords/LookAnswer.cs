namespace Dashboard.Access.Passwords;

/// <summary>What the page of a one-time link shows before it is used.</summary>
internal sealed record LookAnswer(string Email, string Role, string May)
{
    public static LookAnswer Of(OpenedLink opened) =>
        new(opened.Email, opened.Member.Role.ToString(), RoleWords.Of(opened.Member.Role));
}
