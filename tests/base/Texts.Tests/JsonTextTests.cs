using System.Text;
using System.Text.Json;
using CsCheck;
using Xunit;

namespace Dashboard.Texts.Tests;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("""{"\ud83d":1}""", "us")]
    [InlineData("""{"u\ud83d":1}""", "usage")]
    public void A_name_with_half_an_emoji_is_just_another_name(string json, string name)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        reader.Read();

        Assert.False(reader.NameIs(Encoding.UTF8.GetBytes(name)));
    }

    [Fact]
    public void A_name_is_known_however_it_is_escaped()
    {
        var reader = new Utf8JsonReader("""{"\u0075sage":1}"""u8);
        reader.Read();
        reader.Read();

        Assert.True(reader.NameIs("usage"u8));
        Assert.Equal("usage", reader.UnescapedText());
    }

    [Fact]
    public void What_the_framework_can_read_is_read_alike() => Gen.String.Sample(text =>
    {
        var reader = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(WireText.Clean(text)));
        reader.Read();

        Assert.Equal(WireText.Clean(text), reader.UnescapedText());
    });
}
