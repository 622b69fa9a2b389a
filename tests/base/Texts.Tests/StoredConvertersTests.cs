using System.Text.Json;
using Xunit;

namespace Dashboard.Texts.Tests;

public sealed class StoredConvertersTests
{
    private static readonly JsonSerializerOptions _options = new()
    {
        Converters = { new StoredStringConverter(), new StoredElementConverter() },
    };

    [Theory]
    [InlineData("""{"Name":"a\u0000"}""", "$.Name")]
    [InlineData("""{"Any":{"b":["a\u0000"]}}""", "$.Any")]
    [InlineData("""{"Name":5}""", "$.Name")]
    public void What_cannot_be_stored_is_refused_by_its_path(string json, string path) =>
        Assert.Equal(path, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Body>(json, _options)).Path);

    [Fact]
    public void Bytes_that_are_not_utf_8_are_refused() =>
        Assert.Equal("$.Name", Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Body>(
            [.. "{\"Name\":\"a"u8, 0xFF, .. "\"}"u8], _options)).Path);

    [Fact]
    public void Half_an_emoji_is_taken_as_the_replacement_character()
    {
        var body = JsonSerializer.Deserialize<Body>("""{"Name":"a\ud83d","Any":{"b\ud83d":"c\ud83d"}}""", _options)!;

        Assert.Equal("a\uFFFD", body.Name);
        Assert.Equal("c\uFFFD", body.Any!.Value.GetProperty("b\uFFFD").GetString());
    }

    [Fact]
    public async Task A_long_text_that_comes_in_pieces_is_whole()
    {
        var text = new string('ä', 100_000) + "😀";
        using var stream = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new Body(text, null)));

        var body = await JsonSerializer.DeserializeAsync<Body>(stream, _options, TestContext.Current.CancellationToken);

        Assert.Equal(text, body!.Name);
    }

    private sealed record Body(string? Name, JsonElement? Any);
}
