using System.Globalization;
using System.Text;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>Text as the worst of clients send it, the same for a seed: half emoji, NUL, bidi marks, controls, markup.</summary>
internal sealed class AnyText(int seed)
{
    private static readonly string[] _bits =
    [
        "a", "Grüße", "訂單", "\uD83D", "\uDE00", "\uD83D\uDE00", "\0", "\u202E", "\u2066", "\u200B", "\uFEFF", "\uFFFE",
        "\u0001", "\u001B[31m", "\u007F", "\r\n", "\t", "\"", "\\", "\\ud83d", "</script><b>", "{{x}}", "'; drop", "%00", " ",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A few bits one behind the other.</summary>
    public string Next(int most = 6)
    {
        var text = new StringBuilder();
        for (var i = _random.Next(1, most); i >= 0; i--)
        {
            text.Append(_bits[_random.Next(_bits.Length)]);
        }

        return text.ToString();
    }

    /// <summary>A word of so many characters, with a bit in its middle.</summary>
    public string Long(int length) => new string('x', length / 2) + Next() + new string('y', length / 2);

    /// <summary>As a JSON string: what is no letter is an escape, halves of pairs as well.</summary>
    public static string Json(string text)
    {
        var json = new StringBuilder("\"");
        foreach (var unit in text)
        {
            json.Append(unit is >= ' ' and < '\u007F' and not '"' and not '\\'
                ? unit.ToString()
                : "\\u" + ((int)unit).ToString("x4", CultureInfo.InvariantCulture));
        }

        return json.Append('"').ToString();
    }

    /// <summary>A message of a conversation, with the text as role, content, name of a member and argument.</summary>
    public string Messages(string text) =>
        $$"""[{"role":"user","parts":[{"type":"text","content":{{Json(text)}} },{"type":"tool_call","name":{{Json(Next())}},"arguments":{ {{Json(Next())}}:{{Json(Next())}} } }],{{Json(Next())}}:1}]""";

    /// <summary>Nothing but levels.</summary>
    public static string Deep(int levels) => new string('[', levels) + new string(']', levels);
}
