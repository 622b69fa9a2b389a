using System.Text.RegularExpressions;

namespace Dashboard.Pricing.Matching;

/// <summary>
/// Whether a model's weights can be had, so that anybody may serve it at any price. Then a provider whose word or address
/// nobody knows is no reason to take the price of the company that made the model.
/// </summary>
internal static partial class OpenWeights
{
    /// <param name="name">In lower case; with or without the organisation before it.</param>
    public static bool Are(string name)
    {
        var model = name.AsSpan(name.LastIndexOf('/') + 1);
        return Families().IsMatch(model) && !Sold().IsMatch(model);
    }

    [GeneratedRegex(
        @"^(?:gpt-oss|(?:meta-)?llama|code-?llama|qwen|qwq|qvq|deepseek-(?:v\d|r\d|coder|llm|moe|vl|prover|math|ocr)|"
        + @"mixtral|mistral-(?:7b|nemo|small)|open-mi[sx]tral|ministral|devstral|codestral|magistral-small|pixtral-12b|"
        + @"voxtral|gemma|medgemma|phi-?\d|kimi-(?:k\d|dev|vl|linear)|glm-|chatglm|minimax-(?:m\d|text|01)|falcon|yi-|"
        + @"olmo|granite|nemotron|starcoder|stablelm|solar|internlm|baichuan|command-r|c4ai|aya|dbrx|grok-1|hermes|"
        + @"nous-hermes|dolphin|wizardlm|vicuna|zephyr|tinyllama|smollm|exaone|ernie-4\.5|hunyuan|seed-oss|step-\d|"
        + @"bge-|e5-|gte-|nomic-embed|mxbai|all-minilm|snowflake-arctic|jina-embeddings|whisper-large)",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Families();

    // Of the same families, but only to be had from their maker.
    [GeneratedRegex(
        @"^(?:qwen(?:\d(?:\.\d)?)?-(?:max|plus|turbo|flash|long)|qwen3?-(?:coder|vl|omni|audio)-(?:plus|flash|max|turbo)|"
        + @"(?:mistral-small|ministral-\db|devstral-(?:small|medium)|codestral|magistral-small|voxtral-(?:small|mini))"
        + @"-(?:latest|\d{4})$|"
        + @"codestral-(?:latest|embed)|devstral-medium|kimi-k\d(?:\.\d)?-(?:turbo|\d{4}-preview)|kimi-latest)",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Sold();
}
