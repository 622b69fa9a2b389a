using Dashboard.Events;
using Dashboard.Telemetry.Searching;
using Xunit;

namespace Dashboard.Telemetry.Tests.Searching;

public sealed class SavedViewsTests : IAsyncLifetime
{
    private TelemetryStore _store = null!;
    private SavedViews _views = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TelemetryStore.CreateAsync();
        _views = new SavedViews(_store.Db, _store.Time);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_view_is_its_owners_and_is_replaced_under_its_name()
    {
        Assert.True(await SaveAsync("ada", "Slow", "min_latency_ms=5000"));
        Assert.True(await SaveAsync("ada", " Slow ", "min_latency_ms=9000"));
        Assert.True(await SaveAsync("bob", "Failed", "status=error"));
        Assert.Equal(
            [new SavedView("Slow", "min_latency_ms=9000")], await _views.ListAsync(ProjectId.First, "ada", Ct));
        Assert.Empty(await _views.ListAsync(new ProjectId(2), "ada", Ct));

        await _views.DeleteAsync(ProjectId.First, "ada", "Failed", Ct);
        Assert.Single(await _views.ListAsync(ProjectId.First, "bob", Ct));
        await _views.DeleteAsync(ProjectId.First, "bob", "Failed", Ct);
        Assert.Empty(await _views.ListAsync(ProjectId.First, "bob", Ct));
    }

    [Fact]
    public async Task A_blank_name_is_refused() => Assert.False(await SaveAsync("ada", " ", "status=error"));

    private Task<bool> SaveAsync(string owner, string name, string query) =>
        _views.SaveAsync(ProjectId.First, owner, new SavedView(name, query), Ct);
}
