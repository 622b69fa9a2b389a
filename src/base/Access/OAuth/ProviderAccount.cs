using System.Text.Json;
using Microsoft.AspNetCore.Authentication;

namespace Dashboard.Access.OAuth;

/// <summary>Somebody as the provider describes them.</summary>
/// <param name="Subject">What names the account for good.</param>
/// <param name="VerifiedEmail">An address that the provider has verified; null where it says so of none.</param>
/// <param name="Name">What they are called there.</param>
internal sealed record ProviderAccount(string Subject, string? VerifiedEmail, string? Name)
{
    /// <summary>Reads the user information, and the list of addresses where there is one.</summary>
    /// <exception cref="AuthenticationFailureException">Nothing names the account.</exception>
    public static ProviderAccount Read(JsonElement userInfo, JsonElement? emails, ProviderSettings settings) => new(
        Text(userInfo, settings.IdClaim) is { Length: > 0 } subject
            ? subject
            : throw new AuthenticationFailureException(
                $"The user information has no claim '{settings.IdClaim}': {ProviderSettings.Prefix}CLAIM_ID names "
                + "another one."),
        emails is { } list ? PrimaryOf(list) : OwnOf(userInfo, settings),
        Text(userInfo, settings.NameClaim));

    private static string? OwnOf(JsonElement userInfo, ProviderSettings settings) =>
        IsTrue(userInfo, settings.VerifiedClaim) ? Text(userInfo, settings.EmailClaim) : null;

    private static string? PrimaryOf(JsonElement emails) => emails.ValueKind != JsonValueKind.Array
        ? null
        : emails.EnumerateArray()
            .Where(email => IsTrue(email, "primary") && IsTrue(email, "verified"))
            .Select(email => Text(email, "email"))
            .FirstOrDefault();

    // Some providers write the truth as a text.
    private static bool IsTrue(JsonElement json, string name) => Find(json, name) is { } value
        && (value.ValueKind == JsonValueKind.True
            || (value.ValueKind == JsonValueKind.String && value.GetString() == "true"));

    // Numbers name accounts too, at GitHub for one; as they are written.
    private static string? Text(JsonElement json, string name) => Find(json, name) is { } value
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;

    private static JsonElement? Find(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;
}
