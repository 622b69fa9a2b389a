using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Gateway.Requests;
using Xunit;

namespace Dashboard.Gateway.Tests.Requests;

public sealed class PromptTokensTests
{
    private static readonly JsonSerializerOptions _unescaped = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string _base64 = Convert.ToBase64String(new byte[300_000]);

    [Theory]
    [InlineData("请帮我查一下订单", 8)]
    [InlineData("これは日本語の文章です。", 12)]
    [InlineData("환불해주세요", 6)]
    [InlineData("ขอคืนเงิน", 9)]
    [InlineData("Please look up my order", 6)]
    [InlineData("пожалуйста", 5)]
    [InlineData("😀😀", 4)]
    [InlineData("", 0)]
    public void A_text_has_about_a_token_for_each_unspaced_character_and_for_four_letters(string text, long tokens)
    {
        var escaped = JsonSerializer.Serialize(text);
        var plain = JsonSerializer.Serialize(text, _unescaped);

        Assert.Equal(tokens, Tokens(plain));
        Assert.Equal(tokens, Tokens(escaped));
    }

    [Fact]
    public void A_long_text_without_spaces_is_no_attachment()
    {
        var minified = string.Concat(Enumerable.Repeat("{\"id\":12345},", 10_000));

        Assert.Equal(90_000, Tokens(JsonSerializer.Serialize(new string('中', 90_000))));
        Assert.Equal(minified.Length / 4, Tokens(JsonSerializer.Serialize(minified, _unescaped)));
        Assert.Equal(_base64.Length / 4, Tokens($$"""[{"role":"","content":"{{_base64}}"}]"""));
    }

    [Theory]
    [InlineData("""{"type":"text","text":"TEXT"}""")]
    [InlineData("""{"text":"TEXT","type":"input_text"}""")]
    [InlineData("""{"type":"document","source":{"type":"text","media_type":"text/plain","data":"TEXT"}}""")]
    [InlineData("""{"type":"document","source":{"type":"content","content":[{"type":"text","text":"TEXT"}]}}""")]
    [InlineData("""{"type":"tool_result","content":[{"type":"text","text":"TEXT"}]}""")]
    [InlineData("""{"type":"input_file","file_data":"data:text/csv;base64,TEXT"}""")]
    public void A_text_counts_wherever_it_stands(string part)
    {
        Assert.InRange(Tokens($"[{part.Replace("TEXT", _base64, StringComparison.Ordinal)}]"), 75_000, 102_000);
    }

    [Theory]
    [InlineData("""{"type":"image_url","image_url":{"url":"data:image/png;base64,DATA"}}""")]
    [InlineData("""{"type":"image_url","image_url":{"url":"https://example.com/cat.png"}}""")]
    [InlineData("""{"image_url":{"url":"data:image/png;base64,DATA"},"type":"image_url"}""")]
    [InlineData("""{"type":"input_image","image_url":"data:image/png;base64,DATA"}""")]
    [InlineData("""{"type":"image","source":{"type":"base64","media_type":"image/png","data":"DATA"}}""")]
    [InlineData("""{"type":"input_audio","input_audio":{"data":"DATA","format":"wav"}}""")]
    [InlineData("""{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,DATA"}}""")]
    [InlineData("""{"type":"input_file","file_id":"file_1"}""")]
    [InlineData("""{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"DATA"}}""")]
    [InlineData("""{"type":"tool_result","content":[{"type":"image","source":{"type":"base64","data":"DATA"}}]}""")]
    [InlineData("""{"type":"computer_call_output","output":{"type":"computer_screenshot","image_url":"DATA"}}""")]
    public void An_attachment_counts_by_what_it_is(string part)
    {
        Assert.InRange(Tokens($"[{part.Replace("DATA", _base64, StringComparison.Ordinal)}]"), 1024, 1060);
    }

    [Fact]
    public void The_text_beside_a_picture_counts()
    {
        var parts = $$"""[{"type":"text","text":"{{new string('中', 1000)}}"},{"type":"input_image","image_url":"x"}]""";

        Assert.InRange(Tokens(parts), 2024, 2040);
    }

    private static long Tokens(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        var quarters = PromptTokens.Skip(ref reader, hasTokens: false);
        Assert.False(reader.Read());
        return (quarters + 3) / 4;
    }
}
