using Dashboard.Events;

namespace Dashboard.Access.Keys;

/// <summary>Which keys may be made.</summary>
internal static class ApiKeyDecisions
{
    private const int MaxNameLength = 100;

    /// <summary>The fact that the command leads to, or what is wrong with the command, per field.</summary>
    public static CreateApiKeyResult Decide(CreateApiKey command, string keyId, string key, DateTimeOffset now)
    {
        var errors = new Dictionary<string, string[]>();
        var name = command.Name?.Trim() ?? "";
        if (name.Length is 0 or > MaxNameLength)
        {
            errors["name"] = [$"Give the key a name of 1 to {MaxNameLength} characters that says what it is for."];
        }

        var asked = command.Scopes ?? [];
        var unknown = asked.Where(scope => !Scopes.All.Contains(scope)).ToList();
        if (asked.Count == 0 || unknown.Count > 0)
        {
            errors["scopes"] = [
                (unknown.Count > 0 ? $"Unknown: {string.Join(", ", unknown)}. " : "Name at least one scope. ")
                    + $"Known scopes: {string.Join(", ", Scopes.All)}."];
        }

        if (command.Project < 1)
        {
            errors["project"] = ["Projects are numbered from 1."];
        }

        if (command.ExpiresAt <= now)
        {
            errors["expires_at"] = ["The time lies in the past; leave it out for a key that does not expire."];
        }

        return errors.Count > 0
            ? new CreateApiKeyResult.Invalid(errors)
            : new CreateApiKeyResult.Created(
                new ApiKeyCreated(
                    keyId,
                    command.Project ?? ProjectId.First.Value,
                    name,
                    [.. Scopes.All.Where(asked.Contains)],
                    Convert.ToHexStringLower(ApiKeyText.Hash(key)),
                    command.ExpiresAt?.ToUniversalTime()),
                key);
    }
}
