using Xunit;

namespace Dashboard.Deployments.Tests;

/// <summary>Waits for what other threads and processes bring about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks again and again until the answer is the expected one; fails with the last one.</summary>
    public static async Task BecomesAsync<T>(T expected, Func<T> ask)
    {
        var began = TimeProvider.System.GetTimestamp();
        var last = ask();
        while (!Equals(expected, last) && TimeProvider.System.GetElapsedTime(began) < _patience)
        {
            await Task.Delay(_pause, TestContext.Current.CancellationToken);
            last = ask();
        }

        Assert.Equal(expected, last);
    }

    /// <summary>Asks again and again until the answer is yes.</summary>
    public static async Task TrueAsync(Func<Task<bool>> ask)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await ask())
        {
            if (TimeProvider.System.GetElapsedTime(began) > _patience)
            {
                Assert.Fail("It has not come about.");
            }

            await Task.Delay(_pause, TestContext.Current.CancellationToken);
        }
    }
}
