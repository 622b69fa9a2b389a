using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Dashboard.Access.Authentication;
using Microsoft.AspNetCore.Mvc;
using Xunit;

namespace Dashboard.Access.Tests.Authentication;

public sealed class ApiKeyHandlerTests : IAsyncLifetime
{
    private AccessServer _server = null!;
    private HttpClient _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await AccessServer.StartAsync();
        _client = _server.Client();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("Authorization", "Bearer {0}")]
    [InlineData("Authorization", "bearer {0}")]
    [InlineData("x-api-key", "{0}")]
    [InlineData("api_key", "{0}")]
    [InlineData("api-key", "{0}")]
    public async Task A_key_is_accepted_in_each_header(string header, string format)
    {
        var key = _server.AddKey([Scopes.Read], project: 7);
        _client.DefaultRequestHeaders.TryAddWithoutValidation(header, string.Format(null, format, key));

        var answer = await _client.GetStringAsync("/api/numbers", Cancel);

        Assert.Equal($"key:{key.Split('_')[1]} 7", answer);
    }

    [Fact]
    public async Task A_key_is_accepted_as_the_password_of_basic_authentication()
    {
        var key = _server.AddKey([Scopes.Read]);
        var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes("anyone:" + key));
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", pair);

        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/api/numbers", Cancel)).StatusCode);
    }

    [Fact]
    public async Task The_key_of_the_environment_has_every_scope()
    {
        Use(AccessServer.AdminKey);

        Assert.Equal("key:environment 1", await _client.GetStringAsync("/api/numbers", Cancel));
        Assert.Equal(HttpStatusCode.OK, (await _client.PostAsync("/v1/traces", null, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Without_a_key_the_answer_says_how_to_send_one()
    {
        var response = await _client.GetAsync("/api/numbers", Cancel);
        var problem = await response.Content.ReadFromJsonAsync<ProblemDetails>(Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("x-api-key", problem?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_scope_is_named()
    {
        Use(_server.AddKey([Scopes.Ingest]));

        var response = await _client.GetAsync("/api/numbers", Cancel);
        var problem = await response.Content.ReadFromJsonAsync<ProblemDetails>(Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("'read'", problem?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_with_its_own_error_shape_writes_its_refusals_itself()
    {
        Use(_server.AddKey([Scopes.Read]));

        var response = await _client.PostAsync("/v1/traces", null, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.StartsWith("otlp: ", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_key_is_refused()
    {
        Use(_server.AddKey([Scopes.Read], expiresAt: _server.Clock.GetUtcNow().AddHours(1)));
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/api/numbers", Cancel)).StatusCode);

        _server.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync("/api/numbers", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_key_with_another_secret_is_refused()
    {
        var key = _server.AddKey([Scopes.Read]);
        Use(key[..^1] + (key[^1] == 'A' ? 'B' : 'A'));

        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync("/api/numbers", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Wrong_keys_are_answered_with_a_wait_after_too_many_from_one_address()
    {
        Use("wrong");
        for (var i = 0; i < FailedAttempts.Limit; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync("/api/numbers", Cancel)).StatusCode);
        }

        var refused = await _client.GetAsync("/api/numbers", Cancel);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), refused.Headers.RetryAfter?.Delta);

        Use(_server.AddKey([Scopes.Read]));
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/api/numbers", Cancel)).StatusCode);
    }

    [Fact]
    public async Task An_address_that_guesses_cannot_hit_the_key_of_the_environment_within_the_minute()
    {
        for (var i = 0; i < FailedAttempts.Limit; i++)
        {
            Use($"guess-{i}");
            await _client.GetAsync("/api/numbers", Cancel);
        }

        Use(AccessServer.AdminKey);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await _client.GetAsync("/api/numbers", Cancel)).StatusCode);

        _client.DefaultRequestHeaders.Add("test-address", "192.0.2.2");
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/api/numbers", Cancel)).StatusCode);

        _client.DefaultRequestHeaders.Remove("test-address");
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/api/numbers", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_page_leads_to_the_sign_in_page_and_back()
    {
        var response = await _client.GetAsync("/?route=gus", Cancel);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/signin?return=%2F%3Froute%3Dgus", response.Headers.Location?.OriginalString);
    }

    private void Use(string key)
    {
        _client.DefaultRequestHeaders.Remove("x-api-key");
        _client.DefaultRequestHeaders.Add("x-api-key", key);
    }
}
