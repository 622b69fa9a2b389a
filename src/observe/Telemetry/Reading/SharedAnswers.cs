using System.Collections.Concurrent;

namespace Dashboard.Telemetry.Reading;

/// <summary>
/// Answers questions that many pages ask at the same time: equal questions share one answer for a while, so that fifty
/// open pages cost what one costs.
/// </summary>
/// <typeparam name="TQuestion">Compared by value.</typeparam>
/// <typeparam name="TAnswer">Immutable.</typeparam>
/// <param name="fresh">How old a shared answer may be.</param>
/// <param name="clock">Tells its age.</param>
/// <param name="ask">Finds the answer; it must not end with the page that happened to begin it.</param>
public sealed class SharedAnswers<TQuestion, TAnswer>(
    TimeSpan fresh, TimeProvider clock, Func<TQuestion, Task<TAnswer>> ask)
    where TQuestion : notnull
{
    private readonly ConcurrentDictionary<TQuestion, Shared> _answers = new();

    /// <summary>The answer; what finding it throws, it throws to all who wait for it, and it is asked anew after that.</summary>
    public async Task<TAnswer> ReadAsync(TQuestion question, CancellationToken ct)
    {
        var now = clock.GetTimestamp();
        foreach (var old in _answers.Where(answer => clock.GetElapsedTime(answer.Value.At, now) > fresh).ToList())
        {
            _answers.TryRemove(old);
        }

        var shared = _answers.GetOrAdd(question, asked => new Shared(now, new Lazy<Task<TAnswer>>(() => ask(asked))));
        try
        {
            return await shared.Answer.Value.WaitAsync(ct);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            _answers.TryRemove(KeyValuePair.Create(question, shared));
            throw;
        }
    }

    /// <summary>Forgets what is shared, so that a change is seen at once.</summary>
    public void Forget() => _answers.Clear();

    private sealed record Shared(long At, Lazy<Task<TAnswer>> Answer);
}
