using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Dashboard.Events;
using Dashboard.Texts;

namespace Dashboard.Pricing;

/// <summary>
/// List prices that come with the program: the layer below all others, in force for all time until a row with an
/// effective
/// date says otherwise. They are read from <c>built-in-prices.json</c>, embedded beside this file.
/// </summary>
public static class BuiltInPrices
{
    private static readonly byte[] s_file = ReadFile();

    /// <summary>One row per model.</summary>
    public static IReadOnlyList<PriceRow> Rows { get; } = Parse(s_file);

    /// <summary>The newest day on which one of the figures was checked.</summary>
    public static DateOnly CheckedOn { get; } = Rows.Max(row => row.Price.CheckedOn!.Value);

    /// <summary>Names this list: its newest day and the beginning of its SHA-256.</summary>
    public static string Revision { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{CheckedOn:yyyy-MM-dd}-{Convert.ToHexStringLower(SHA256.HashData(s_file))[..8]}");

    private static byte[] ReadFile()
    {
        using var stream = typeof(BuiltInPrices).Assembly.GetManifestResourceStream("built-in-prices.json")
            ?? throw new InvalidOperationException("The assembly lacks its list of prices.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static List<PriceRow> Parse(byte[] json)
    {
        using var document = LenientJson.Parse(json);
        var rows = new List<PriceRow>();
        foreach (var provider in document.RootElement.EnumerateArray())
        {
            var name = provider.GetProperty("provider").GetString()!;
            var source = provider.GetProperty("source").GetString()!;
            var isMaker = provider.TryGetProperty("maker", out var maker) && maker.GetBoolean();
            foreach (var model in provider.GetProperty("models").EnumerateArray())
            {
                var price = Read(model) with
                {
                    Provider = name,
                    ByMaker = isMaker,
                    Source = source,
                    CheckedOn = DateOnly.ParseExact(
                        model.GetProperty("checked_on").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                };
                rows.Add(new PriceRow($"builtin:{name}/{price.Model}", PriceLayer.BuiltIn, price, rows.Count));
            }
        }

        return rows;
    }

    private static ModelPrice Read(JsonElement model)
    {
        var reader = new PriceReader("", "checked_on");
        return reader.Read(model)
            ?? throw new InvalidOperationException($"Built-in price {model}: {string.Join(' ', reader.Errors.Texts)}");
    }
}
