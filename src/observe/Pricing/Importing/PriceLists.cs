using System.Text.Json;

namespace Dashboard.Pricing.Importing;

/// <summary>Reads a list of prices in one of the public formats, told apart by their shape.</summary>
internal static class PriceLists
{
    /// <summary>Reads an object keyed by model as LiteLLM's list, an array of providers as genai-prices'.</summary>
    /// <param name="json">The whole file.</param>
    /// <param name="effectiveFrom">The first instant at which its prices hold.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="PriceListException">It is neither of the two formats.</exception>
    public static PriceImport Read(JsonElement json, DateTimeOffset effectiveFrom)
    {
        if (json.ValueKind == JsonValueKind.Object
            && json.EnumerateObject().Any(entry => entry.Value.ValueKind == JsonValueKind.Object
                && entry.Value.TryGetProperty("litellm_provider", out _)))
        {
            return new LiteLlmList(effectiveFrom).Read(json);
        }

        if (json.ValueKind == JsonValueKind.Array && json.EnumerateArray().Any(GenAiPricesList.IsProvider))
        {
            return new GenAiPricesList(effectiveFrom).Read(json);
        }

        throw new PriceListException(
            "This is neither LiteLLM's model_prices_and_context_window.json (an object keyed by model, whose values "
            + "have 'litellm_provider') nor genai-prices' data_slim.json (an array of providers with 'id' "
            + "and 'models').");
    }
}
