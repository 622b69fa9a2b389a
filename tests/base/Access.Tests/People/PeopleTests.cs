using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Access.People;
using Dashboard.Access.Sessions;
using Dashboard.EventStore;
using Dashboard.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Access.Tests.People;

public sealed class PeopleTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private AccessServer _server = null!;
    private HttpClient _admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(EventStoreModule.Migrations, AccessModule.Migrations);
        _server = await AccessServer.StartAsync(_database);
        _admin = _server.Client();
        _admin.DefaultRequestHeaders.Add("x-api-key", AccessServer.AdminKey);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _server.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task An_invitation_is_listed_with_its_end_and_its_link_is_shown_once()
    {
        var invited = await InviteAsync("Ann@example.com", "reviewer");

        var listed = await _admin.GetStringAsync("/api/people", Cancel);
        var ann = await FindAsync("Ann@example.com");

        Assert.StartsWith("http://127.0.0.1:5080/signin/join#", Text(invited, "link"), StringComparison.Ordinal);
        Assert.DoesNotContain(Text(invited, "link")!.Split('#')[1], listed, StringComparison.Ordinal);
        Assert.Equal(("invited", "reviewer"), (Text(ann, "state"), Text(ann, "role")));
        Assert.Equal("key:environment", Text(ann, "invited_by"));
        Assert.Equal(_server.Clock.GetUtcNow().AddDays(7), ann.GetProperty("expires_at").GetDateTimeOffset());
        _server.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal("expired", Text(await FindAsync("Ann@example.com"), "state"));
    }

    [Fact]
    public async Task No_event_holds_an_address_a_name_or_a_secret()
    {
        var invited = await InviteAsync("ann@example.com", "viewer");
        await JoinAsync("ann@example.com", "Ann Archer");
        await _admin.PostAsync($"/api/people/{Text(invited, "id")}/reset", null, Cancel);

        var events = await _database.ReadAsync<string>("SELECT string_agg(e::text, ' ') FROM mt_events e");

        Assert.Contains("person_joined", events, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", events, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Archer", events, StringComparison.Ordinal);
        Assert.DoesNotContain(Text(invited, "link")!.Split('.')[^1], events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_role_holds_at_the_next_request()
    {
        var ann = await _server.JoinAsync("ann@example.com", Role.Viewer);
        using var browser = await _server.SignInAsync(ann);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.WriteAsync(HttpMethod.Post, "/api/rollback")).StatusCode);

        var changed = await _admin.PutAsJsonAsync(
            $"/api/people/{ann}/role", new { role = "operator", reason = "on call" }, Cancel);

        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.WriteAsync(HttpMethod.Post, "/api/rollback")).StatusCode);
        Assert.Equal(
            "on call",
            await _database.ReadAsync<string>(
                "SELECT headers ->> 'reason' FROM mt_events WHERE type = 'person_role_changed'"));

        await _admin.PutAsJsonAsync($"/api/people/{ann}/role", new { role = "viewer" }, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.WriteAsync(HttpMethod.Post, "/api/rollback")).StatusCode);
    }

    [Fact]
    public async Task A_changed_role_holds_at_another_console_within_moments()
    {
        var ann = await _server.JoinAsync("ann@example.com", Role.Operator);
        await using var other = await AccessServer.StartAsync(_database);
        var book = other.Services.GetRequiredService<PersonBook>();
        Assert.Equal(Role.Operator, book.Find(ann)?.Role);

        await _admin.PutAsJsonAsync($"/api/people/{ann}/role", new { role = "viewer" }, Cancel);

        await Eventually.BecomesAsync(Role.Viewer, () => Task.FromResult(book.Find(ann)!.Role));
    }

    [Fact]
    public async Task A_removed_person_is_signed_out_and_forgotten()
    {
        var ann = await _server.JoinAsync("ann@example.com", Role.Admin);
        using var browser = await _server.SignInAsync(ann);

        var removed = await _admin.DeleteAsync($"/api/people/{ann}?reason=left", Cancel);

        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/numbers")).StatusCode);
        Assert.Empty(await _server.Services.GetRequiredService<SessionDesk>().ListAsync("person:" + ann, Cancel));
        foreach (var table in new[] { "people", "person_details", "person_logins", "sessions" })
        {
            Assert.Equal(0, await _database.ReadAsync<long>($"SELECT count(*) FROM {table}"));
        }

        Assert.Equal(
            $"former person {ann}", _server.Services.GetRequiredService<ActorNames>().Of("person:" + ann));
        Assert.Equal(HttpStatusCode.NotFound, (await _admin.DeleteAsync($"/api/people/{ann}", Cancel)).StatusCode);
    }

    [Fact]
    public async Task The_last_administrator_cannot_remove_themselves_and_is_told_what_to_do()
    {
        var ann = await _server.JoinAsync("ann@example.com", Role.Admin);
        using var browser = await _server.SignInAsync(ann);

        var refused = await browser.WriteAsync(HttpMethod.Delete, "/api/people/" + ann);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("urn:dashboard:last-admin", Text(problem, "type"));
        Assert.Contains("somebody else", Text(problem, "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_administrators_who_demote_each_other_at_the_same_moment_one_remains()
    {
        var ann = await _server.JoinAsync("ann@example.com", Role.Admin);
        var bob = await _server.JoinAsync("bob@example.com", Role.Admin);
        var desk = _server.Services.GetRequiredService<PeopleDesk>();

        await Task.WhenAll(
            desk.ChangeRoleAsync(ann, Role.Viewer, new EventContext("person:" + bob), Cancel),
            desk.ChangeRoleAsync(bob, Role.Viewer, new EventContext("person:" + ann), Cancel));

        Assert.Equal(
            1, await _database.ReadAsync<long>("SELECT count(*) FROM people WHERE role = 'Admin'"));
    }

    [Fact]
    public async Task The_first_person_is_listed_and_cannot_be_changed()
    {
        var first = (await ListAsync())[0];
        var refused = await _admin.PutAsJsonAsync("/api/people/admin/role", new { role = "viewer" }, Cancel);

        Assert.Equal(("admin", "built_in"), (Text(first, "id"), Text(first, "state")));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    [Theory]
    [InlineData("nobody", "viewer", "email")]
    [InlineData("ann@example.com", "boss", "role")]
    public async Task What_is_wrong_with_an_invitation_is_said_by_field(string email, string role, string field)
    {
        var refused = await _admin.PostAsJsonAsync("/api/people", new { email, role }, Cancel);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task Who_has_joined_cannot_be_invited_again_whatever_the_letters_of_the_address()
    {
        await _server.JoinAsync("ann@example.com", Role.Viewer);

        var refused = await _admin.PostAsJsonAsync(
            "/api/people", new { email = "ANN@example.com", role = "admin" }, Cancel);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    public async Task Only_administrators_see_and_change_people(Role role)
    {
        using var browser = await _server.SignInAsync(role);

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/api/people")).StatusCode);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await browser.WriteAsync(HttpMethod.Post, "/api/people", new { email = "eve@example.com", role = "admin" }))
                .StatusCode);
    }

    [Fact]
    public async Task A_rebuild_leaves_people_as_they_are()
    {
        var ann = await _server.JoinAsync("ann@example.com", Role.Viewer);
        await _admin.PutAsJsonAsync($"/api/people/{ann}/role", new { role = "manager" }, Cancel);
        var gone = await _server.JoinAsync("bob@example.com", Role.Viewer);
        await _admin.DeleteAsync("/api/people/" + gone, Cancel);
        var before = await _database.ReadAsync<string>("SELECT string_agg(p::text, ' ') FROM people p");

        await _server.Services.GetRequiredService<Projections>().RebuildAsync("people", Cancel);

        Assert.Equal(before, await _database.ReadAsync<string>("SELECT string_agg(p::text, ' ') FROM people p"));
        Assert.Equal("ann@example.com", Text(await FindAsync("ann@example.com"), "email"));
    }

    private async Task<JsonElement> InviteAsync(string email, string role)
    {
        var answer = await _admin.PostAsJsonAsync("/api/people", new { email, role }, Cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    private async Task JoinAsync(string email, string name) => Assert.IsType<AdmitResult.Admitted>(
        await _server.Services.GetRequiredService<OutsideDoor>().AdmitAsync(
            new OutsideIdentity("https://issuer.example", "4711", email, name), Cancel));

    private async Task<IReadOnlyList<JsonElement>> ListAsync()
    {
        var answer = await _admin.GetFromJsonAsync<JsonElement>("/api/people", Cancel);
        return [.. answer.GetProperty("items").EnumerateArray()];
    }

    private async Task<JsonElement> FindAsync(string email) =>
        (await ListAsync()).Single(person => Text(person, "email") == email);

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
