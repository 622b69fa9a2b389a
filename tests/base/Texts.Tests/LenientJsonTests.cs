using System.Text;
using System.Text.Json;
using CsCheck;
using Xunit;

namespace Dashboard.Texts.Tests;

public sealed class LenientJsonTests
{
    [Theory]
    [InlineData("""["a\ud83db"]""", "a\uFFFDb")]
    [InlineData("""["\ude00"]""", "\uFFFD")]
    [InlineData("""["\ud83d\ud83d\ude00"]""", "\uFFFD😀")]
    [InlineData("""["\uD83D\uDE00"]""", "😀")]
    [InlineData("""["\\ud83d"]""", "\\ud83d")]
    [InlineData("""["\\\ud83d"]""", "\\\uFFFD")]
    [InlineData("""["a\u0000b"]""", "a\uFFFDb")]
    [InlineData("""["\ud83d\n"]""", "\uFFFD\n")]
    public void A_string_is_read_with_the_replacement_character_where_no_character_is(string json, string expected)
    {
        Assert.Equal(expected, LenientJson.ParseElement(json)[0].GetString());
        Assert.Equal(expected, LenientJson.ParseElement(Encoding.UTF8.GetBytes(json))[0].GetString());
    }

    [Fact]
    public void A_member_is_found_and_named_although_its_name_or_its_neighbours_hold_half_an_emoji()
    {
        var json = LenientJson.ParseElement("""{"\ud83d":1,"b\ud83d":2,"c":3}""");

        Assert.Equal(3, json.GetProperty("c").GetInt32());
        Assert.Equal(["\uFFFD", "b\uFFFD", "c"], json.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void Half_an_emoji_that_is_not_escaped_is_replaced_too() =>
        Assert.Equal("a\uFFFD", LenientJson.ParseElement("[\"a\ud83d\"]")[0].GetString());

    [Fact]
    public void Bytes_that_are_not_utf_8_are_replaced()
    {
        byte[] json = [.. "[\"a"u8, 0xF0, 0x9F, .. "b\"]"u8];

        Assert.Equal("a\uFFFDb", LenientJson.ParseElement(json)[0].GetString());
    }

    [Fact]
    public void NUL_stays_for_those_who_refuse_it() =>
        Assert.Equal("\0\uFFFD", LenientJson.ParseElement("""["\u0000\ud83d"]"""u8.ToArray(), keepsNul: true)[0].GetString());

    [Theory]
    [InlineData("")]
    [InlineData("{\"a\":")]
    [InlineData("\\ud83d")]
    [InlineData("[\"\\ud83")]
    public void What_is_no_json_says_so_at_once(string text) =>
        Assert.ThrowsAny<JsonException>(() => LenientJson.ParseElement(text));

    [Fact]
    public void Whatever_is_escaped_can_be_read_written_and_read_again() => Gen.Char.Array[0, 20].Sample(units =>
    {
        var json = "[\"" + string.Concat(units.Select(unit => $"\\u{(int)unit:x4}")) + "\"]";

        var text = LenientJson.ParseElement(json)[0].GetString()!;

        Assert.True(WireText.IsClean(text));
        Assert.Equal(WireText.Clean(new string(units)), text);
        Assert.Equal(text, JsonSerializer.SerializeToElement(text).GetString());
    });

    [Fact]
    public void Text_without_a_fault_is_not_copied()
    {
        ReadOnlyMemory<byte> json = """{"a":"\u00e9\ud83d\ude00"}"""u8.ToArray();

        Assert.True(LenientJson.IsWhole(json));
        Assert.False(LenientJson.IsWhole("""["\ud83d"]"""u8.ToArray()));
        Assert.False(LenientJson.IsWhole("""["\u0000"]"""u8.ToArray()));
    }
}
