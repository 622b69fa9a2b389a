using System.Text.Json;
using Dashboard.Events;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.Pricing.Tests.Api;

public sealed class PriceImportEndpointTests : IAsyncLifetime
{
    private const string LiteLlm = """
        {"gpt-4o-mini":{"litellm_provider":"openai","input_cost_per_token":2e-07,"output_cost_per_token":8e-07},
         "image":{"litellm_provider":"openai","output_cost_per_pixel":0.04}}
        """;

    private TestDatabase _db = null!;
    private PriceConsole _console = null!;

    public async ValueTask InitializeAsync()
    {
        _db = await PriceConsole.CreateDatabaseAsync();
        _console = await PriceConsole.StartAsync(_db);
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        await _db.DisposeAsync();
    }

    [Fact]
    public async Task An_imported_list_is_in_force_from_now_and_again_changes_nothing()
    {
        var first = await PriceConsole.JsonAsync(await _console.PostAsync("/api/prices/import", LiteLlm));
        _console.Clock.Advance(TimeSpan.FromDays(1));
        var second = await PriceConsole.JsonAsync(await _console.PostAsync("/api/prices/import", LiteLlm));

        var skipped = Assert.Single(first.GetProperty("skipped").EnumerateArray());
        Assert.Equal("litellm", first.GetProperty("format").GetString());
        Assert.Equal((1, 0), (Int(first, "imported"), Int(first, "unchanged")));
        Assert.Equal("image", skipped.GetProperty("model").GetString());
        Assert.Equal("no price per token or image, only output_cost_per_pixel", skipped.GetProperty("reason").GetString());
        Assert.Equal((0, 1), (Int(second, "imported"), Int(second, "unchanged")));
        Assert.Equal(1L, await _db.ReadAsync<long>("select count(*) from mt_events where type = 'prices_imported'"));
        Assert.Equal(0.15m, _console.Book.InputPrice("openai", "gpt-4o-mini", SomePrice.Noon.AddTicks(-1)));
        Assert.Equal(0.2m, _console.Book.InputPrice("openai", "gpt-4o-mini", SomePrice.Noon));
    }

    [Fact]
    public async Task A_changed_list_holds_from_the_date_that_was_given_and_the_former_price_before_it()
    {
        await _console.PostAsync("/api/prices/import?effective_from=2026-01-01T00:00:00Z", LiteLlm);
        await _console.PostAsync(
            "/api/prices/import?effective_from=2026-06-01T00:00:00Z",
            LiteLlm.Replace("2e-07", "3e-07", StringComparison.Ordinal));
        var june = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(0.2m, _console.Book.InputPrice("openai", "gpt-4o-mini", june.AddTicks(-1)));
        Assert.Equal(0.3m, _console.Book.InputPrice("openai", "gpt-4o-mini", june));
    }

    [Fact]
    public async Task An_unchanged_list_does_not_pass_a_price_that_somebody_set_since()
    {
        await _console.PostAsync("/api/prices/import?effective_from=2026-01-01T00:00:00Z", LiteLlm);
        await _console.PostAsync("/api/prices", """
            {"model":"gpt-4o-mini","effective_from":"2026-02-01T00:00:00Z","input_per_million":"9"}
            """);
        await _console.PostAsync("/api/prices/import?effective_from=2026-03-01T00:00:00Z", LiteLlm);

        Assert.Equal(9m, _console.Book.InputPrice("openai", "gpt-4o-mini", SomePrice.Noon));
    }

    [Theory]
    [InlineData("data/prices/litellm/litellm_full_2026-08-06.json", 2_000)]
    [InlineData("data/prices/genai-prices/data_slim.json", 1_000)]
    public async Task The_public_lists_are_imported_once_and_exactly(string file, int atLeast)
    {
        var body = await File.ReadAllBytesAsync(SharedData.PathOrSkip(file), TestContext.Current.CancellationToken);
        const string Path = "/api/prices/import?effective_from=2026-09-01T00:00:00Z";
        var first = await PriceConsole.JsonAsync(await _console.SendAsync(HttpMethod.Post, Path, "manage", body));
        var second = await PriceConsole.JsonAsync(await _console.SendAsync(HttpMethod.Post, Path, "manage", body));
        var cost = _console.Book.Price(
            "openai", "gpt-4o-mini-2024-07-18",
            new TokenCounts { InputUncached = 26, CacheRead = 16, OutputText = 13, Reasoning = 4 },
            SpanStatus.Ok, SomePrice.Noon, null);

        Assert.True(Int(first, "imported") > atLeast, $"{Int(first, "imported")} imported");
        Assert.Equal((0, Int(first, "imported")), (Int(second, "imported"), Int(second, "unchanged")));
        Assert.Equal(new Nanodollars(15_300), cost.Amount);
        Assert.StartsWith("prices:", cost.PriceId, StringComparison.Ordinal);
    }

    private static int Int(JsonElement json, string field) => json.GetProperty(field).GetInt32();
}
