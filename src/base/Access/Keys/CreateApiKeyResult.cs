using Dashboard.Events;

namespace Dashboard.Access.Keys;

/// <summary>What came of a <see cref="CreateApiKey"/>.</summary>
public abstract record CreateApiKeyResult
{
    private CreateApiKeyResult()
    {
    }

    /// <summary>The key was made; <paramref name="Key"/> is its text, to be shown this once.</summary>
    public sealed record Created(ApiKeyCreated Fact, string Key) : CreateApiKeyResult;

    /// <summary>Nothing was made: per field of the command, what is wrong with it.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : CreateApiKeyResult;
}
