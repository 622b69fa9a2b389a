using System.Text.Json;

namespace Dashboard.Pricing.Importing;

/// <summary>The <c>prices</c> object of a model in genai-prices' list.</summary>
internal static class GenAiRates
{
    /// <summary>Reads what is a price per token; the names of other fields go to <paramref name="unread"/>.</summary>
    public static RateTable Read(JsonElement prices, List<string> unread)
    {
        var table = new RateTable();
        if (prices.ValueKind != JsonValueKind.Object)
        {
            return table;
        }

        foreach (var field in prices.EnumerateObject().Where(field => field.Value.ValueKind != JsonValueKind.Null))
        {
            if (Bucket(field.Name) is not { } bucket || !Read(field.Value, bucket, table))
            {
                unread.Add("left out: " + field.Name);
            }
        }

        return table;
    }

    private static bool Read(JsonElement value, TokenBucket bucket, RateTable table)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return Add(value, null, bucket, table);
        }

        return value.TryGetProperty("base", out var single) && Add(single, null, bucket, table)
            && value.TryGetProperty("tiers", out var tiers) && tiers.ValueKind == JsonValueKind.Array
            && tiers.EnumerateArray().All(tier =>
                tier.ValueKind == JsonValueKind.Object
                && tier.TryGetProperty("start", out var start) && start.ValueKind == JsonValueKind.Number
                && start.TryGetInt64(out var above) && above > 0
                && tier.TryGetProperty("price", out var price) && Add(price, above, bucket, table));
    }

    private static bool Add(JsonElement value, long? above, TokenBucket bucket, RateTable table)
    {
        if (ListedMoney.Read(value, perMillion: 1) is not { } price || (bucket.IsFee() && above is not null))
        {
            return false;
        }

        table.Add(null, above, bucket, price);
        return true;
    }

    private static TokenBucket? Bucket(string field) => field switch
    {
        "input_mtok" => TokenBucket.Input,
        "output_mtok" => TokenBucket.Output,
        "cache_read_mtok" => TokenBucket.CacheRead,
        "cache_write_mtok" or "cache_write_5m_mtok" => TokenBucket.CacheWrite,
        "cache_write_1h_mtok" => TokenBucket.CacheWrite1h,
        "cache_audio_read_mtok" => TokenBucket.CacheReadAudio,
        "output_reasoning_mtok" => TokenBucket.Reasoning,
        "input_audio_mtok" => TokenBucket.AudioInput,
        "output_audio_mtok" => TokenBucket.AudioOutput,
        "input_image_mtok" => TokenBucket.ImageInput,
        "output_image_mtok" => TokenBucket.ImageOutput,
        "web_searches_kcount" => TokenBucket.WebSearches,
        "requests_kcount" => TokenBucket.Requests,
        _ => null,
    };
}
