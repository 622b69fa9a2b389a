using Dashboard.Events;
using Xunit;

namespace Dashboard.Ingest.Tests.Dialects;

/// <summary>The table of names, cell by cell: every word that a dialect has for what we keep of a call.</summary>
public sealed class MappingTests
{
    private static readonly Dictionary<string, MappingCell> Cells =
        MappingTable.Numbers().Concat(MappingTable.Names()).Concat(MappingTable.Content())
            .ToDictionary(cell => cell.Name);

    public static TheoryData<string> Names => [.. Cells.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_word_of_a_dialect_is_understood(string name)
    {
        var cell = Cells[name];
        var record = cell.ToRecord();

        Assert.NotNull(record.Call);
        Assert.Equal(cell.Expected, cell.Read(record));
    }

    [Theory]
    [InlineData("completion", "chat")]
    [InlineData("acompletion", "chat")]
    [InlineData("aembedding", "embeddings")]
    [InlineData("atext_completion", "text_completion")]
    [InlineData("aresponses", "responses")]
    [InlineData("aimage_generation", null)]
    public void LiteLLMs_operations_are_functions_of_Python(string function, string? operation)
    {
        var record = Sent.Read(("llm.request.type", function), ("hidden_params", "{}"));

        Assert.Equal(operation, record.Call?.Operation);
    }

    [Theory]
    [InlineData("openai/gpt-4o-mini", "gus", "gus", "openai/gpt-4o-mini")]
    [InlineData("gpt-4o", "gpt-4o-2024-08-06", "gpt-4o", "gpt-4o-2024-08-06")]
    [InlineData("openai/gpt-4o", "gpt-4o-2024-08-06", "openai/gpt-4o", "gpt-4o-2024-08-06")]
    [InlineData("gpt-4o", null, "gpt-4o", null)]
    public void LiteLLMs_models_are_put_into_their_places(
        string deployment, string? answer, string? asked, string? answered)
    {
        var call = Sent.Read(
            ("llm.request.type", "acompletion"), ("hidden_params", "{}"), ("gen_ai.request.model", deployment),
            ("gen_ai.response.model", answer)).Call!;

        Assert.Equal((asked, answered), (call.RequestModel, call.ResponseModel));
        Assert.Equal(answered ?? asked, call.Series.Model);
    }

    [Fact]
    public void LiteLLMs_hidden_parameters_hold_the_details_of_the_usage()
    {
        var call = Sent.Read(
            ("llm.request.type", "acompletion"), ("gen_ai.usage.input_tokens", 42), ("gen_ai.usage.output_tokens", 17),
            ("hidden_params",
                """
                {"response_cost":0.0000153,"usage_object":{"prompt_tokens":42,
                "prompt_tokens_details":{"cached_tokens":16},"completion_tokens_details":{"reasoning_tokens":4}}}
                """)).Call!;

        Assert.Equal(
            new TokenCounts { InputUncached = 26, CacheRead = 16, OutputText = 13, Reasoning = 4 }, call.Tokens);
        Assert.Equal(new Nanodollars(15_300), call.ReportedCost);
    }

    [Fact]
    public void A_realtime_session_counts_where_it_says_what_was_used()
    {
        Assert.Null(Sent.Read(("gen_ai.operation.name", "realtime")).Call);
        var used = Sent.Read(
            ("gen_ai.operation.name", "realtime"), ("gen_ai.usage.input_tokens", 42),
            ("gen_ai.usage.input_audio_tokens", 40), ("gen_ai.usage.output_tokens", 17),
            ("gen_ai.usage.output_audio_tokens", 10));
        Assert.Equal(
            new TokenCounts { InputUncached = 2, AudioInput = 40, OutputText = 7, AudioOutput = 10 },
            used.Call!.Tokens);
    }
}
