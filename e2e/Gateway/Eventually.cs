using Xunit;

namespace Dashboard.E2E.Gateway;

/// <summary>Waits for what other processes bring about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);
    // Only what never comes waits this long; a machine with much to do must not decide a test.
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    /// <summary>Asks again and again until the answer is the expected one; fails with the last one.</summary>
    public static async Task BecomesAsync<T>(T expected, Func<Task<T>> ask)
    {
        var began = TimeProvider.System.GetTimestamp();
        var last = await ask();
        while (!Equals(expected, last) && TimeProvider.System.GetElapsedTime(began) < _patience)
        {
            await Task.Delay(_pause, TestContext.Current.CancellationToken);
            last = await ask();
        }

        Assert.Equal(expected, last);
    }
}
