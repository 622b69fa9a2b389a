using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dashboard.Telemetry.Tests.Searching;

/// <summary>Invented texts of several scripts in one, as prompts mix them, and pieces to search for.</summary>
internal static class MixedText
{
    private static readonly string[] _words =
        ["refund", "Order", "foo_bar", "baz", "Grüße", "ÜBER", "заказ", "ЗАКАЗ", "طلب", "المال", "42", "1e5", "v2", "naïve"];

    private static readonly string[] _runs = ["订单", "退款", "订", "信用卡", "领収書", "カード", "환불", "คืนเงิน", "𠮷野"];
    private static readonly string[] _gaps = [" ", " ", "", "", "，", "。", ". ", "_", "-", "…", "؟ ", "\n", " \"", "😀", "/"];

    private static readonly JsonSerializerOptions _unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Make(Random random) => string.Concat(Enumerable.Range(0, random.Next(3, 12)).Select(_ =>
        Any(random, random.Next(2) == 0 ? _words : _runs) + Any(random, _gaps)));

    public static string AsJson(string text, bool isEscaped) =>
        JsonSerializer.Serialize(new[] { new { role = "user", content = text } }, isEscaped ? null : _unescaped);

    /// <summary>Terms, some of them phrases, begun words, or joined by chance.</summary>
    public static IEnumerable<string> Pieces(Random random, string text)
    {
        var from = random.Next(text.Length);
        var piece = text.Substring(from, random.Next(1, Math.Min(12, text.Length - from) + 1)).Replace("\"", " ", StringComparison.Ordinal);
        piece = string.Concat(piece.EnumerateRunes().Where(rune => rune.Value != 0xfffd));
        if (piece.Any(char.IsLetterOrDigit))
        {
            yield return random.Next(2) == 0 ? $"\"{piece}\"" : piece;
        }

        yield return Any(random, _runs) + (random.Next(3) == 0 ? Any(random, _words) : "");
        yield return Any(random, _words)[..2] + "*";
    }

    private static string Any(Random random, string[] choices) => choices[random.Next(choices.Length)];
}
