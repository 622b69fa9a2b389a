using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Dashboard.Telemetry.Content;

/// <summary>
/// Replaces what looks like personal data by a word in brackets: <c>[email]</c>, <c>[iban]</c> (with a right check
/// sum), <c>[card]</c> (13 to 19 digits that pass Luhn's check), <c>[ip]</c> (version 4 and 6) and <c>[phone]</c>
/// (international numbers, and national ones that are written with separators). Names, addresses and other free text are not found:
/// who must not store these drops the content instead.
/// </summary>
public static partial class PiiRedactor
{
    /// <summary>The text with every find replaced. Order matters: the more certain pattern comes first.</summary>
    public static string Redact(string text)
    {
        try
        {
            text = Email().Replace(text, "[email]");
            if (!HasDigit(text))
            {
                return Ipv6().Replace(text, IpOrNot);
            }

            text = Iban().Replace(text, match => WithoutIban(match.Value));
            text = Card().Replace(text, match => IsCard(match.Value) ? "[card]" : match.Value);
            text = Ipv4().Replace(text, "[ip]");
            text = Ipv6().Replace(text, IpOrNot);
            return Phone().Replace(text, match => IsPhone(match.Value) ? "[phone]" : match.Value);
        }
        catch (RegexMatchTimeoutException)
        {
            // What cannot be looked through in time must not be stored.
            return "[redacted]";
        }
    }

    private static bool HasDigit(string text) => text.AsSpan().IndexOfAnyInRange('0', '9') >= 0;

    private static string IpOrNot(Match match) =>
        System.Net.IPAddress.TryParse(match.Value, out var ip)
            && ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 && match.Value.Length > 4
            ? "[ip]"
            : match.Value;

    // What follows an account number in groups may look like one more group of it.
    private static string WithoutIban(string text)
    {
        for (var end = text.Length; end > 0; end = text.LastIndexOf(' ', end - 1))
        {
            if (IsIban(text[..end]))
            {
                return "[iban]" + text[end..];
            }
        }

        return text;
    }

    // ISO 13616: the first four characters go to the end, letters become 10 to 35, the remainder by 97 is 1.
    private static bool IsIban(string text)
    {
        var plain = text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (plain.Length is < 15 or > 34)
        {
            return false;
        }

        var digits = string.Concat((plain[4..] + plain[..4]).Select(c =>
            char.IsAsciiDigit(c) ? c.ToString() : (c - 'A' + 10).ToString(CultureInfo.InvariantCulture)));
        return BigInteger.Parse(digits, CultureInfo.InvariantCulture) % 97 == 1;
    }

    // Luhn's check, ISO/IEC 7812-1.
    private static bool IsCard(string text)
    {
        var digits = text.Where(char.IsAsciiDigit).Select(c => c - '0').ToArray();
        if (digits.Length is < 13 or > 19 || digits.Distinct().Count() == 1)
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)];
            sum += i % 2 == 0 ? digit : digit < 5 ? 2 * digit : (2 * digit) - 9;
        }

        return sum % 10 == 0;
    }

    private static bool IsPhone(string text) => text.Count(char.IsAsciiDigit) is >= 8 and <= 15;

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@"
        + @"(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}\p{L}{2,24}",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Email();

    [GeneratedRegex(
        @"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]){11,30}(?![A-Za-z0-9])",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Iban();

    [GeneratedRegex(
        @"(?<![\d.-])\d(?:[ -]?\d){12,18}(?![\d-])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Card();

    [GeneratedRegex(
        @"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d]|\.\d)",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ipv4();

    [GeneratedRegex(
        @"(?<![0-9A-Fa-f:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![0-9A-Fa-f:])",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ipv6();

    // International with + or 00, or national with a leading 0 or an area code in brackets and separators.
    [GeneratedRegex(
        @"(?<![\w+]|\d[ -])(?:(?:\+|00)[1-9](?:[ ()./-]{0,2}\d){6,13}|\(\d{2,5}\)(?:[ ./-]{0,2}\d){5,9}|"
        + @"0[1-9]\d{0,3}[ ./-](?:[ ./-]?\d){5,9}|\d{3}[ .-]\d{3}[ .-]\d{4})(?![\d-]| \d)",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Phone();
}
