namespace Dashboard.Telemetry.Content;

/// <summary>A kind of personal data that can be recognised by its form.</summary>
/// <param name="Mark">What stands in its place, such as <c>[email]</c>.</param>
/// <param name="Means">What it is, in words.</param>
public sealed record PiiPattern(string Mark, string Means)
{
    /// <summary>What <see cref="PiiRedactor"/> looks for.</summary>
    public static IReadOnlyList<PiiPattern> All { get; } =
    [
        new("[email]", "e-mail addresses"),
        new("[phone]", "phone numbers, international or written with separators"),
        new("[iban]", "account numbers whose check sum is right"),
        new("[card]", "card numbers of 13 to 19 digits that pass Luhn's check"),
        new("[ip]", "IP addresses, version 4 and 6"),
    ];
}
