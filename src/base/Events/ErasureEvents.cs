namespace Dashboard.Events;

/// <summary>Personal data was erased. It names nobody: the identifier is there as a keyed hash alone.</summary>
/// <param name="Project">The project whose data it was.</param>
/// <param name="Kind"><c>trace</c> or <c>user</c>.</param>
/// <param name="IdentifierHash">Lower-case hexadecimal HMAC-SHA256 of the identifier.</param>
/// <param name="Traces">How many traces lost their content.</param>
/// <param name="Calls">How many calls of these stay as anonymous numbers.</param>
public sealed record PersonalDataErased(int Project, string Kind, string IdentifierHash, int Traces, int Calls);
