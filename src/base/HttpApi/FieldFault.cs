namespace Dashboard.HttpApi;

/// <summary>What is wrong with one field of a body, or one parameter of an address.</summary>
/// <param name="Field">Its name as its sender wrote it; within a body with its path, as in <c>split[0].version</c>.</param>
/// <param name="Text">A sentence that says what to change.</param>
public sealed record FieldFault(string Field, string Text)
{
    /// <summary>The name of a body as a whole, where it is no JSON or no object.</summary>
    public const string Body = "body";
}
