using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>An administrator's key rules its own project; what all share, and other projects, is project 1's.</summary>
public sealed class ProjectBoundaryTests(TestConsole console) : IClassFixture<TestConsole>
{
    private static readonly string[] _read = ["read"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_of_other_projects_are_neither_seen_nor_made_nor_revoked_nor_limited()
    {
        var (mine, project) = await console.NewNumberedProjectAsync("admin", "manage");
        var (other, otherProject) = await console.NewNumberedProjectAsync("gateway", "read");
        var otherKey = KeyId(other);

        var listed = (await mine.GetFromJsonAsync<JsonElement>(Path("api/keys"), Ct)).GetProperty("items");
        Assert.Equal([project], listed.EnumerateArray().Select(key => key.GetProperty("project").GetInt32()).Distinct());

        foreach (var foreign in new[] { 1, otherProject })
        {
            var refused = await mine.PostAsJsonAsync(
                Path("api/keys"), new { name = "x", scopes = _read, project = foreign }, Ct);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Contains($"project {project}", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await mine.DeleteAsync(Path($"api/keys/{otherKey}"), Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mine.DeleteAsync(Path("api/keys/environment"), Ct)).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound, (await mine.GetAsync(Path($"api/keys/{otherKey}/limits"), Ct)).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await mine.PutAsJsonAsync(Path($"api/keys/{otherKey}/limits"), new { rpm = 1 }, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync(Path("api/routes"), Ct)).StatusCode);
    }

    [Fact]
    public async Task A_key_without_a_project_is_made_for_the_project_of_whoever_makes_it()
    {
        var (mine, project) = await console.NewNumberedProjectAsync("admin");

        var made = await mine.PostAsJsonAsync(Path("api/keys"), new { name = "x", scopes = _read }, Ct);

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var body = await made.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal(project, body.GetProperty("project").GetInt32());
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await mine.DeleteAsync(Path($"api/keys/{body.GetProperty("id").GetString()}"), Ct)).StatusCode);
    }

    [Theory]
    [InlineData("GET", "api/people", null)]
    [InlineData("POST", "api/people", """{"email":"eve@example.com","role":"admin"}""")]
    [InlineData("DELETE", "api/people/admin", null)]
    [InlineData("PUT", "api/people/admin/role", """{"role":"viewer"}""")]
    [InlineData("POST", "api/people/admin/reset", null)]
    [InlineData("GET", "api/retention", null)]
    [InlineData("PUT", "api/retention", """{"calls_days":1}""")]
    [InlineData("GET", "api/connections", null)]
    [InlineData("POST", "api/connections", """{"name":"evil","base_url":"https://evil.example/v1"}""")]
    [InlineData("POST", "api/connections/evil/retire", "{}")]
    [InlineData("POST", "api/prices", """{"provider":"x","model":"y","effective_from":"2026-01-01T00:00:00Z"}""")]
    [InlineData("POST", "api/prices/import", "{}")]
    [InlineData("GET", "api/projects/1/content", null)]
    [InlineData("PUT", "api/projects/1/content", """{"rule":"drop"}""")]
    [InlineData("PUT", "api/projects/0/content", """{"rule":"drop"}""")]
    [InlineData("PUT", "api/projects/99999/content", """{"rule":"drop"}""")]
    public async Task What_belongs_to_others_or_to_all_is_refused(string method, string path, string? body)
    {
        using var mine = await console.NewProjectAsync("admin", "manage", "deploy", "read");
        using var request = new HttpRequestMessage(new HttpMethod(method), Path(path));
        request.Content = body is null ? null : new StringContent(body, null, "application/json");

        var answer = await mine.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal("urn:dashboard:other-project", problem.GetProperty("type").GetString());
    }

    [Fact]
    public async Task The_content_rule_of_ones_own_project_is_ones_own()
    {
        var (mine, project) = await console.NewNumberedProjectAsync("admin");

        var set = await mine.PutAsJsonAsync(Path($"api/projects/{project}/content"), new { rule = "drop" }, Ct);

        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
    }

    [Fact]
    public async Task A_key_sees_the_decisions_of_its_project_alone()
    {
        var (mine, project) = await console.NewNumberedProjectAsync("admin", "manage", "read", "gateway");
        var (other, otherProject) = await console.NewNumberedProjectAsync("admin", "manage", "read");
        foreach (var (client, number) in new[] { (mine, project), (other, otherProject) })
        {
            await client.PutAsJsonAsync(Path("api/budgets"), new { monthly_usd = "5" }, Ct);
            await client.PutAsJsonAsync(Path($"api/projects/{number}/content"), new { rule = "redact" }, Ct);
        }

        await mine.PutAsJsonAsync(Path($"api/keys/{KeyId(mine)}/limits"), new { rpm = 1 }, Ct);

        var types = await TypesAsync(mine, "api/audit");
        Assert.Equal(["api_key_created", "budget_set", "content_rule_set", "key_limits_set"], types.Order());
        Assert.Empty(await TypesAsync(mine, $"api/audit?stream=api-key:{KeyId(other)}"));
        Assert.Empty(await TypesAsync(mine, $"api/audit?stream=budget:{otherProject}"));
        Assert.DoesNotContain(KeyId(other)!, await mine.GetStringAsync(Path("audit"), Ct), StringComparison.Ordinal);
        Assert.Contains(KeyId(mine)!, await mine.GetStringAsync(Path("audit"), Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_of_the_first_project_sees_what_rules_all_and_nothing_of_others()
    {
        var (other, otherProject) = await console.NewNumberedProjectAsync("admin", "read", "manage", "gateway");
        await other.PutAsJsonAsync(Path($"api/projects/{otherProject}/content"), new { rule = "redact" }, Ct);
        await other.PutAsJsonAsync(Path($"api/keys/{KeyId(other)}/limits"), new { rpm = 1 }, Ct);
        using var admin = console.Admin();
        await admin.PutAsJsonAsync(Path("api/retention"), new { calls_days = 91 }, Ct);
        var made = await admin.PostAsJsonAsync(Path("api/keys"), new { name = "x", scopes = _read }, Ct);
        using var reader = console.Client(
            (await made.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("key").GetString());

        var seen = await reader.GetStringAsync(Path("api/audit?limit=1000"), Ct);
        Assert.Contains("\"retention_changed\"", seen, StringComparison.Ordinal);
        Assert.Contains(KeyId(reader)!, seen, StringComparison.Ordinal);
        Assert.DoesNotContain(KeyId(other)!, seen, StringComparison.Ordinal);
        Assert.DoesNotContain($"content:{otherProject}", seen, StringComparison.Ordinal);
        Assert.Contains(
            KeyId(other)!, await admin.GetStringAsync(Path("api/audit?limit=1000"), Ct), StringComparison.Ordinal);
    }

    private static Uri Path(string path) => new(path, UriKind.Relative);

    private static string? KeyId(HttpClient client) =>
        client.DefaultRequestHeaders.GetValues("x-api-key").Single().Split('_')[1];

    private static async Task<IReadOnlyList<string?>> TypesAsync(HttpClient client, string path) =>
    [
        .. (await client.GetFromJsonAsync<JsonElement>(Path(path), Ct)).GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("type").GetString()),
    ];
}
