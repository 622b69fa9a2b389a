using System.Collections.Concurrent;
using System.Diagnostics;
using Dashboard.Events;
using Dashboard.Telemetry.Writing;
using Xunit;

namespace Dashboard.Telemetry.Tests.Writing;

public sealed class SeriesDirectoryTests : IAsyncLifetime
{
    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Calls_of_as_many_new_models_take_as_few_statements_as_those_of_one()
    {
        await _store.WriteAsync(Calls(1, "warm"));
        var one = await StatementsAsync(() => _store.WriteAsync(Calls(500, "known", models: 1)));

        var many = await StatementsAsync(() => _store.WriteAsync(Calls(500, "new", models: 500)));

        var known = await StatementsAsync(() => _store.WriteAsync(Calls(500, "new", models: 500)));
        Assert.Single(one, IsNumbering);
        Assert.Single(many, IsNumbering);
        Assert.DoesNotContain(known, IsNumbering);

        // Pages are rung by a statement more or less, as the clock has it.
        Assert.InRange(many.Count, known.Count - 1, known.Count + 2);

        static bool IsNumbering(string statement) => statement.Contains("INSERT INTO series", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_consoles_with_the_same_new_series_in_other_orders_give_each_one_number()
    {
        var keys = Enumerable.Range(0, 300).Select(i => Key($"m{i}")).ToList();
        var numbered = await Task.WhenAll(Enumerable.Range(0, 6).Select(console =>
            new SeriesDirectory(_store.Db).NumberAsync(
                console % 2 == 0 ? keys : [.. keys.AsEnumerable().Reverse()], Ct)));

        Assert.All(
            numbered,
            numbers => Assert.Equal(numbered[0].OrderBy(key => key.Key.Model), numbers.OrderBy(key => key.Key.Model)));
        Assert.Equal(300, numbered[0].Values.Distinct().Count());
        Assert.Equal(300L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM series"));
    }

    [Fact]
    public async Task Names_that_differ_beyond_what_is_kept_share_a_number_and_unsaid_ones_are_no_empty_text()
    {
        var longName = new string('m', SeriesDirectory.MaxLength);
        var numbers = await new SeriesDirectory(_store.Db).NumberAsync(
            [Key(longName + "a"), Key(longName + "b"), Key(null), Key("")], Ct);

        Assert.Equal(numbers[Key(longName + "a")], numbers[Key(longName + "b")]);
        Assert.Equal(3, numbers.Values.Distinct().Count());
        Assert.Equal(
            longName, await _store.Database.ReadAsync<string>("SELECT model FROM series WHERE length(model) > 1"));
    }

    private static SeriesKey Key(string? model) => new(ProjectId.First, "gus", model, "v1", "openai", null, null);

    private static SpanRecord[] Calls(int count, string name, int models = 1) =>
        [.. Enumerable.Range(0, count).Select(i => Some.Call(model: $"{name}-{i % models}"))];

    /// <summary>What this test's database was asked meanwhile.</summary>
    private async Task<List<string>> StatementsAsync(Func<Task> act)
    {
        var statements = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                var tags = activity.TagObjects.ToDictionary(tag => tag.Key, tag => tag.Value as string);
                if (tags.ContainsValue(_store.Database.Name))
                {
                    statements.Enqueue(tags.GetValueOrDefault("db.query.text") ?? activity.DisplayName);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await act();
        return [.. statements];
    }
}
