namespace Dashboard.Access.Authentication;

/// <summary>Why a request is refused before it reaches its endpoint, and what to change.</summary>
/// <param name="Status">400, 401, 403 or 429.</param>
/// <param name="Type">Stable URI reference of the kind of problem (RFC 9457 <c>type</c>).</param>
/// <param name="Title">The kind of problem in a few words.</param>
/// <param name="Detail">What the caller has to change.</param>
/// <param name="RetryAfter">When to try again, where waiting helps.</param>
public sealed record Denial(int Status, string Type, string Title, string Detail, TimeSpan? RetryAfter = null);
