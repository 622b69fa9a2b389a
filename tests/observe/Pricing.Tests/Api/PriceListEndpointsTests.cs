using System.Net;
using Dashboard.Events;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.Pricing.Tests.Api;

public sealed class PriceListEndpointsTests(PriceConsoleFixture fixture) : IClassFixture<PriceConsoleFixture>
{
    private readonly TestDatabase _db = fixture.Db;
    private readonly PriceConsole _console = fixture.Console;

    [Fact]
    public async Task A_set_price_prices_the_calls_that_start_at_its_date_or_later()
    {
        var response = await _console.PostAsync("/api/prices", """
            {"model":"GPT-4o","effective_from":"2026-11-22T12:30:00+00:30",
             "input_per_million":"1","output_per_million":"2.5",
             "tiers":[{"above_input_tokens":1000,"input_per_million":"3.000000000001"}],
             "service_tiers":[{"name":"Batch","input_per_million":"0.5"}],"reason":"our contract"}
            """);
        var answer = await PriceConsole.JsonAsync(response);
        var id = answer.GetProperty("price").GetProperty("id").GetString();

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Contains("priced anew in the background", answer.GetProperty("note").GetString());
        Assert.Equal((2_500_000_000L, "builtin:openai/gpt-4o"), Cost(1_000_000, SomePrice.Noon.AddTicks(-1)));
        Assert.Equal((1_000_000L, id), Cost(1_000, SomePrice.Noon));
        Assert.Equal((3_003_000L, id), Cost(1_001, SomePrice.Noon));
        Assert.Equal((500_000L, id), Cost(1_000, SomePrice.Noon, "batch"));
    }

    [Fact]
    public async Task The_list_shows_what_is_in_force_with_its_origin_and_money_as_text()
    {
        await _console.PostAsync("/api/prices", """
            {"provider":"openai","model":"gpt-4o-mini","effective_from":"2026-11-22T12:00:01Z",
             "input_per_million":"0.0375"}
            """);
        var now = await Item("/api/prices", "gpt-4o-mini");
        var later = await Item("/api/prices?at=2026-11-22T12:00:01Z", "gpt-4o-mini");

        Assert.Equal("builtin:openai/gpt-4o-mini", now.GetProperty("id").GetString());
        Assert.Equal("built_in", now.GetProperty("layer").GetString());
        Assert.Equal("0.15", now.GetProperty("input_per_million").GetString());
        Assert.Equal("0.075", now.GetProperty("cache_read_per_million").GetString());
        Assert.StartsWith("https://", now.GetProperty("source").GetString(), StringComparison.Ordinal);
        Assert.NotNull(now.GetProperty("checked_on").GetString());
        Assert.Equal("set", later.GetProperty("layer").GetString());
        Assert.Equal("0.0375", later.GetProperty("input_per_million").GetString());
        Assert.Equal("2026-11-22T12:00:01Z", later.GetProperty("effective_from").GetString());
        Assert.Equal("key:test", later.GetProperty("actor").GetString());
    }

    [Fact]
    public async Task The_same_price_again_is_not_recorded_twice()
    {
        const string Body = """{"model":"twice","effective_from":"2026-11-22T12:00:00Z","input_per_million":"1.0"}""";
        var first = await _console.PostAsync("/api/prices", Body);
        var second = await _console.PostAsync("/api/prices", Body.Replace("1.0", "1.00", StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal(1L, await _db.ReadAsync<long>("select count(*) from prices where model = 'twice'"));
    }

    [Theory]
    [InlineData("""{"effective_from":"2026-01-01T00:00:00Z","input_per_million":"1"}""", "'model'")]
    [InlineData("""{"model":"  ","effective_from":"2026-01-01T00:00:00Z","input_per_million":"1"}""", "'model'")]
    [InlineData("""{"model":"m\u0000","effective_from":"2026-01-01T00:00:00Z","input_per_million":"1"}""", "'model'")]
    [InlineData("""{"model":"m","input_per_million":"1"}""", "'effective_from'")]
    [InlineData("""{"model":"m","effective_from":"2026-01-01","input_per_million":"1"}""", "'effective_from'")]
    [InlineData("""{"model":"m","effective_from":"2026-01-01T00:00:00","input_per_million":"1"}""", "'effective_from'")]
    [InlineData("""{"model":"m","effective_from":"1970-01-01T00:00:00Z"}""", "'effective_from'")]
    [InlineData("""{"model":"m","effective_from":"2026-01-01T00:00:00Z"}""", "'input_per_million'")]
    [InlineData("""[]""", "JSON object")]
    [InlineData("""{"model":""", "line 1")]
    [InlineData("", "not JSON")]
    public async Task A_price_that_is_not_valid_is_refused_and_the_answer_says_why(string body, string expected)
    {
        var response = await _console.PostAsync("/api/prices", body);
        var problem = await PriceConsole.JsonAsync(response);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("urn:dashboard:invalid-price", problem.GetProperty("type").GetString());
        Assert.Contains(expected, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0L, await _db.ReadAsync<long>("select count(*) from prices where model = 'm'"));
    }

    [Theory]
    [InlineData("""{"input_per_million":1}""", "decimal string")]
    [InlineData("""{"input_per_million":"-1"}""", "not negative")]
    [InlineData("""{"input_per_million":"1e-7"}""", "decimal string")]
    [InlineData("""{"input_per_million":"0.1234567890123"}""", "12 decimals")]
    [InlineData("""{"input_per_million":"1000001"}""", "at most 1000000")]
    [InlineData("""{"inputs_per_million":"1"}""", "'inputs_per_million'")]
    [InlineData("""{"input_per_million":"1","tiers":[{"above_input_tokens":0}]}""", "tiers[0].above_input_tokens")]
    [InlineData("""{"input_per_million":"1","tiers":[7]}""", "tiers[0]")]
    [InlineData("""{"input_per_million":"1","tiers":7}""", "'tiers'")]
    [InlineData("""{"input_per_million":"1","service_tiers":[{}]}""", "service_tiers[0].name")]
    [InlineData("""{"input_per_million":"1","aliases":["a","\ud800"]}""", "Unicode")]
    public Task A_price_with_a_wrong_field_is_refused_and_the_answer_names_it(string fields, string expected) =>
        A_price_that_is_not_valid_is_refused_and_the_answer_says_why(
            """{"model":"m","effective_from":"2026-01-01T00:00:00Z",""" + fields[1..], expected);

    [Fact]
    public async Task All_faults_are_said_at_once()
    {
        var response = await _console.PostAsync("/api/prices", """{"input_per_million":1}""");
        var problem = await PriceConsole.JsonAsync(response);

        var errors = problem.GetProperty("errors").EnumerateObject().ToList();
        Assert.Equal(["effective_from", "input_per_million", "model"], errors.Select(field => field.Name).Order());
        Assert.Equal(4, errors.Sum(field => field.Value.GetArrayLength()));
    }

    [Fact]
    public async Task Reading_needs_read_and_changing_needs_manage()
    {
        const string Body = """{"model":"m","effective_from":"2026-11-22T12:00:00Z","input_per_million":"1"}""";

        using var withoutKey = await _console.SendAsync(HttpMethod.Get, "/api/prices", null);
        using var otherScope = await _console.SendAsync(HttpMethod.Get, "/api/prices", "ingest");
        using var set = await _console.PostAsync("/api/prices", Body, "read");
        using var import = await _console.PostAsync("/api/prices/import", "{}", "read");

        Assert.Equal(HttpStatusCode.Unauthorized, withoutKey.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, otherScope.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, set.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, import.StatusCode);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused() => Assert.Equal(
        HttpStatusCode.RequestEntityTooLarge,
        (await _console.PostAsync("/api/prices", new string(' ', 70_000))).StatusCode);

    private (long?, string?) Cost(long inputTokens, DateTimeOffset at, string? serviceTier = null)
    {
        var cost = _console.Book.Price(
            "openai",
            "gpt-4o-2024-08-06",
            new TokenCounts { InputUncached = inputTokens },
            SpanStatus.Ok,
            at,
            serviceTier);
        return (cost.Amount?.Value, cost.PriceId);
    }

    private async Task<System.Text.Json.JsonElement> Item(string path, string model)
    {
        var list = await PriceConsole.JsonAsync(await _console.SendAsync(HttpMethod.Get, path, "read"));
        return list.GetProperty("items").EnumerateArray()
            .Single(item => item.GetProperty("model").GetString() == model
                && item.GetProperty("provider").GetString() is "openai" or null);
    }
}
