using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>Budgets and the export of costs, as another program uses them.</summary>
public sealed class BudgetApiTests(TestConsole console) : IClassFixture<TestConsole>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_budget_that_was_put_is_listed_with_who_and_why()
    {
        using var client = await console.NewProjectAsync("manage");
        using var put = await PutAsync(client, """{"route":"gus","monthly_usd":"560.50","reason":"for 2027"}""");
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);

        var item = Assert.Single((await client.GetJsonAsync("api/budgets")).GetProperty("items").EnumerateArray());
        Assert.Equal(
            ("gus", "560.5", "for 2027"),
            (Text(item, "route"), Text(item, "monthly_usd"), Text(item, "reason")));
        Assert.StartsWith("key:", Text(item, "actor"), StringComparison.Ordinal);

        using var removed = await PutAsync(client, """{"route":"gus","monthly_usd":null}""");
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        Assert.Equal(0, (await client.GetJsonAsync("api/budgets")).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"monthly_usd":560}""", "decimal string")]
    [InlineData("""{"monthly_usd":"-1"}""", "above 0")]
    [InlineData("""{"route":"","monthly_usd":"1"}""", "'route' must name a route")]
    [InlineData("""{"monthly":"1"}""", "'monthly' is not a member")]
    [InlineData("{", "not JSON")]
    public async Task A_wrong_budget_is_refused_with_what_to_change(string body, string expected)
    {
        using var client = await console.NewProjectAsync("manage");
        using var answer = await PutAsync(client, body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal("urn:dashboard:invalid-budget", Text(problem, "type"));
        Assert.Contains(expected, Text(problem, "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_manage_may_not_see_or_set_budgets()
    {
        using var client = await console.NewProjectAsync("read");
        using var put = await PutAsync(client, """{"monthly_usd":"1"}""");
        using var get = await client.GetAsync(new Uri("api/budgets", UriKind.Relative), Ct);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (put.StatusCode, get.StatusCode));
    }

    [Fact]
    public async Task Costs_are_exported_by_day_in_a_zone_and_no_cell_is_a_formula()
    {
        using var client = await console.NewProjectAsync("ingest", "read");
        var at = new DateTimeOffset(2026, 10, 31, 23, 30, 0, TimeSpan.Zero);
        using var sent = await client.PostBytesAsync(
            "v1/traces",
            OtlpJson.Export(
                Span(at, "=gus"), Span(at, "=gus"), OtlpJson.Span(start: at, attributes: ("llmops.route", "b"))),
            "application/json");
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);

        using var answer = await client.GetAsync(
            new Uri("api/costs/export?month=2026-11&tz=Europe/Vienna&by=route", UriKind.Relative), Ct);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            """
            day,time_zone,route,calls,unpriced_calls,input_tokens,output_tokens,cached_tokens,cost_usd
            2026-11-01,Europe/Vienna,"'=gus",2,0,2000,0,0,0.0003
            2026-11-01,Europe/Vienna,b,1,1,0,0,0,

            """.ReplaceLineEndings("\r\n"),
            await answer.Content.ReadAsStringAsync(Ct));
    }

    [Theory]
    [InlineData("tz=Mars", "tz must be")]
    [InlineData("by=colour", "by must be")]
    [InlineData("month=2026-13", "month must be")]
    [InlineData("from=2026-11-02&to=2026-11-01", "from and to")]
    [InlineData("from=2001-11-02&to=2026-11-01", "at most")]
    public async Task A_wrong_export_is_refused_with_what_to_change(string query, string expected)
    {
        using var client = await console.NewProjectAsync("read");
        using var answer = await client.GetAsync(new Uri("api/costs/export?" + query, UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Contains(expected, Text(problem, "detail"), StringComparison.Ordinal);
    }

    private static object Span(DateTimeOffset at, string route) => OtlpJson.Span(
        start: at,
        attributes:
        [
            ("llmops.route", route), ("gen_ai.usage.input_tokens", "1000"), ("gen_ai.usage.output_tokens", "0"),
        ]);

    private static string? Text(JsonElement json, string field) => json.GetProperty(field).GetString();

    private static Task<HttpResponseMessage> PutAsync(HttpClient client, string body) => client.PutAsync(
        new Uri("api/budgets", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"), Ct);
}
