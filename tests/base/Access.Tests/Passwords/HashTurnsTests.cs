using System.Net;
using Dashboard.Access.Passwords;
using Xunit;

namespace Dashboard.Access.Tests.Passwords;

public sealed class HashTurnsTests
{
    private static readonly IPAddress _attacker = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress _honest = IPAddress.Parse("198.51.100.1");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void An_honest_try_waits_for_the_one_that_is_at_work_and_for_no_other()
    {
        var turns = new HashTurns(atOnce: 1);
        var wrong = Enumerable.Range(0, 80).Select(_ => turns.TryEnter(_attacker, Ct)).ToList();
        var honest = turns.TryEnter(_honest, Ct)!;

        Assert.Equal(80 - 1 - HashTurns.PerAddress, wrong.Count(turn => turn is null));
        Assert.False(honest.IsCompleted);
        turns.Release();
        Assert.True(honest.IsCompletedSuccessfully);
        Assert.Equal(1, wrong.Count(turn => turn is { IsCompleted: true }));
    }

    [Fact]
    public void Addresses_take_turns_and_each_keeps_its_order()
    {
        var turns = new HashTurns(atOnce: 1);
        var served = new List<string>();
        var waiting = new List<(string Name, Task Turn)>();
        foreach (var (name, address) in new[] { ("a1", _attacker), ("a2", _attacker), ("a3", _attacker), ("h1", _honest), ("h2", _honest) })
        {
            waiting.Add((name, turns.TryEnter(address, Ct)!));
        }

        while (waiting.Count > 0)
        {
            var next = Assert.Single(waiting, place => place.Turn.IsCompleted);
            waiting.Remove(next);
            served.Add(next.Name);
            turns.Release();
        }

        Assert.Equal(["a1", "h1", "a2", "h2", "a3"], served);
    }

    [Fact]
    public void Who_is_known_goes_first_and_is_never_refused()
    {
        var turns = new HashTurns(atOnce: 1);
        var strangers = Enumerable.Range(1, 200)
            .Select(i => turns.TryEnter(IPAddress.Parse($"203.0.113.{i}"), Ct)).ToList();
        var known = turns.TryEnter(address: null, Ct);

        Assert.Equal(200 - 1 - HashTurns.InAll, strangers.Count(turn => turn is null));
        turns.Release();
        Assert.True(known!.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Who_leaves_gives_the_place_to_another()
    {
        var turns = new HashTurns(atOnce: 1);
        using var leaving = new CancellationTokenSource();
        var first = turns.TryEnter(_attacker, Ct);
        var gone = Enumerable.Range(0, HashTurns.PerAddress).Select(_ => turns.TryEnter(_attacker, leaving.Token)!).ToList();
        Assert.Null(turns.TryEnter(_attacker, Ct));

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone[0]);
        var next = turns.TryEnter(_attacker, Ct)!;
        Assert.True(first!.IsCompleted);
        turns.Release();
        Assert.True(next.IsCompletedSuccessfully);
        turns.Release();
        Assert.True(turns.TryEnter(_honest, Ct)!.IsCompleted);
    }
}
