using System.Text;
using System.Text.Json;
using CsCheck;
using Xunit;

namespace Dashboard.Texts.Tests;

public sealed class TextPiecesTests
{
    private static readonly string[] _bits = ["a", "é", "訂", "😀", "\u202E", "\\n"];

    [Fact]
    public void Halves_of_an_emoji_in_two_pieces_are_joined()
    {
        var pieces = Piece("""
            "cut \ud83d"
            """) + Piece("""
            "\ude00 on"
            """);

        Assert.Equal("cut 😀 on", TextPieces.Join(pieces));
    }

    [Fact]
    public void A_half_whose_other_half_never_comes_is_shown_as_such() => Assert.Equal(
        "cut \uFFFD.",
        TextPieces.Join(Piece("""
            "cut \ud83d"
            """) + Piece("\".\"")));

    [Fact]
    public void Text_cut_between_any_two_bytes_is_whole_again() =>
        Gen.Select(Gen.Int[0, 5].Select(i => _bits[i]), Gen.Int[1, 30]).Array[1, 12].Sample(parts =>
        {
            var json = Encoding.UTF8.GetBytes(string.Concat(parts.Select(part => part.Item1)));
            var all = new StringBuilder();
            var at = 0;
            foreach (var (_, length) in parts)
            {
                var end = Math.Min(at + length, json.Length);
                // An escape is never cut: it would be no JSON.
                end += end < json.Length && json[end - 1] == '\\' && end > at ? 1 : 0;
                all.Append(Piece([(byte)'"', .. json.AsSpan(at, end - at), (byte)'"']));
                at = end;
            }

            all.Append(Piece([(byte)'"', .. json.AsSpan(at), (byte)'"']));

            Assert.Equal(
                string.Concat(parts.Select(part => part.Item1)).Replace("\\n", "\n", StringComparison.Ordinal),
                TextPieces.Join(all.ToString()));
        });

    [Fact]
    public void Whatever_was_put_together_can_be_stored() => Gen.Byte.Array.Sample(bytes =>
        Assert.True(WireText.IsClean(TextPieces.Join(TextPieces.Decode(bytes)))));

    [Fact]
    public void Whatever_units_come_can_be_stored() => Gen.Char.Array.Sample(units =>
        Assert.True(WireText.IsClean(TextPieces.Join(new string(units)))));

    private static string Piece(string json) => Piece(Encoding.UTF8.GetBytes(json));

    private static string Piece(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return reader.UnescapedPiece();
    }
}
