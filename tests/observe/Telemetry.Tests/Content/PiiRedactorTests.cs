using System.Text.Json;
using Dashboard.Telemetry.Content;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.Telemetry.Tests.Content;

public sealed class PiiRedactorTests
{
    [Fact]
    public void Every_pattern_that_people_are_told_of_is_one_that_is_replaced()
    {
        const string All = "ann@example.org, +14155552671, GB82WEST12345698765432, 378282246310005, 10.0.0.1";

        var redacted = PiiRedactor.Redact(All).Split(", ");

        Assert.Equal(redacted, PiiPattern.All.Select(pattern => pattern.Mark));
    }

    [Theory]
    [InlineData("Write to ann.lee+x@mail.example.org, please.", "Write to [email], please.")]
    [InlineData("mailto:jürgen@bücher.de", "mailto:[email]")]
    [InlineData("IBAN DE89 3704 0044 0532 0130 00.", "IBAN [iban].")]
    [InlineData("GB82WEST12345698765432", "[iban]")]
    [InlineData("card 4111 1111 1111 1111 exp 12/29", "card [card] exp 12/29")]
    [InlineData("378282246310005 or 6011-1111-1111-1117", "[card] or [card]")]
    [InlineData("from 192.168.0.17:8080 and 10.0.0.1.", "from [ip]:8080 and [ip].")]
    [InlineData("2001:db8::8a2e:370:7334 and fe80::1", "[ip] and [ip]")]
    [InlineData("call +49 (30) 901820-0 or 030/123 45 67", "call [phone] or [phone]")]
    [InlineData("+14155552671, (415) 555-2671, 415-555-2671", "[phone], [phone], [phone]")]
    [InlineData("0041 44 668 18 00", "[phone]")]
    public void What_is_personal_is_replaced(string text, string expected) =>
        Assert.Equal(expected, PiiRedactor.Redact(text));

    [Theory]
    [InlineData("DE89 3704 0044 0532 0130 01")]
    [InlineData("order 4111 1111 1111 1112")]
    [InlineData("0000 0000 0000 0000")]
    [InlineData("version 1.2.3 of 2026-11-22T12:00:00Z")]
    [InlineData("12:30:45")]
    [InlineData("std::vector and a::b")]
    [InlineData("999.999.999.999")]
    [InlineData("1,234,567.89 tokens in 42 s")]
    [InlineData("user@host")]
    [InlineData("$12.50 for 3 items @ 4.17")]
    public void What_only_looks_like_it_stays(string text) => Assert.Equal(text, PiiRedactor.Redact(text));

    [Fact]
    public void A_public_sample_is_cleaned_of_what_is_promised()
    {
        using var json = JsonDocument.Parse(
            File.ReadAllText(SharedData.PathOrSkip("data/safety/presidio/generated_small.json")));
        var found = json.RootElement.EnumerateArray()
            .SelectMany(sample => sample.GetProperty("spans").EnumerateArray()
                .Select(span => (
                    Kind: span.GetProperty("entity_type").GetString()!,
                    Gone: !PiiRedactor.Redact(sample.GetProperty("full_text").GetString()!)
                        .Contains(span.GetProperty("entity_value").GetString()!, StringComparison.Ordinal))))
            .ToLookup(find => find.Kind, find => find.Gone);

        Assert.Equal([true], found["EMAIL_ADDRESS"].Distinct());
        Assert.Equal([true], found["CREDIT_CARD"].Distinct());
        Assert.Equal([true], found["IP_ADDRESS"].Distinct());

        // Bare groups of digits without a prefix are as likely an order number.
        Assert.InRange(found["PHONE_NUMBER"].Count(gone => gone), 6, 10);
    }

    [Fact]
    public void A_text_that_is_redacted_has_nothing_left_to_redact()
    {
        var once = PiiRedactor.Redact("ann@example.org +49 30 901820 4111111111111111 DE89370400440532013000 10.1.2.3");
        Assert.Equal("[email] [phone] [card] [iban] [ip]", once);
        Assert.Equal(once, PiiRedactor.Redact(once));
    }

    [Theory]
    [InlineData("""{"a":"ann@example.org","n":4111111111111111,"d":[1.50,true,null]}""",
        """{"a":"[email]","n":4111111111111111,"d":[1.50,true,null]}""")]
    [InlineData("""{"args":"{\"to\":\"ann@example.org\"}"}""", """{"args":"{\"to\":\"[email]\"}"}""")]
    [InlineData("""{"ann@example.org":1}""", """{"[email]":1}""")]
    [InlineData("""{ "text" : "grüß dich <b>" }""", """{ "text" : "grüß dich <b>" }""")]
    [InlineData("""{broken ann@example.org""", """{broken [email]""")]
    [InlineData("plain ann@example.org", "plain [email]")]
    public void Json_keeps_its_shape_and_its_numbers(string text, string expected) =>
        Assert.Equal(expected, JsonStrings.Rewrite(text, PiiRedactor.Redact));
}
