using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Dashboard.Bench.Faults;

/// <summary>One console with exporters that never give up, and how long it took to recover from each fault.</summary>
internal sealed class FaultTable(ConsoleProcess console, PersistentExporter exporter)
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly List<string> _rows = [];

    public IReadOnlyList<string> Rows => _rows;

    /// <param name="name">What the row is called.</param>
    /// <param name="rounds">How often it is done.</param>
    /// <param name="fault">Ends with the end of the fault.</param>
    /// <param name="ct">Ends the measuring.</param>
    public async Task MeasureAsync(string name, int rounds, Func<Task> fault, CancellationToken ct)
    {
        var (acknowledged, shown) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            await Task.Delay(Calm, ct);
            await fault();
            var ended = Stopwatch.GetTimestamp();
            acknowledged.Add(await exporter.NextAcknowledgedAsync(ct));
            var goal = exporter.Acknowledged;
            while (await CountAsync(ct) < goal)
            {
                await Task.Delay(Pause, ct);
            }

            shown.Add(Stopwatch.GetElapsedTime(ended).TotalSeconds);
        }

        Add(name, rounds, Median(acknowledged), acknowledged.Max().ToString("N2", CultureInfo.InvariantCulture), Median(shown));
    }

    /// <summary>A row of something else that was measured.</summary>
    public void Add(string name, int rounds, double median, string longest, double? shown)
    {
        _rows.Add(string.Create(
            CultureInfo.InvariantCulture, $"| {name} | {rounds} | {median:N2} | {longest} | {shown:N2} |"));
        Console.WriteLine(_rows[^1]);
    }

    /// <summary>Waits until a check of <c>/readyz</c> fails.</summary>
    public async Task WaitForTroubleAsync(string check, CancellationToken ct)
    {
        while (true)
        {
            using var answer = await console.Client.GetAsync(new Uri("readyz", UriKind.Relative), ct);
            using var report = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct));
            if (report.RootElement.GetProperty("checks").EnumerateArray().Any(one =>
                one.GetProperty("name").GetString() == check && !one.GetProperty("ok").GetBoolean()))
            {
                return;
            }

            await Task.Delay(Pause, ct);
        }
    }

    /// <summary>What <c>/api/metrics</c> counts now; -1 while it answers nothing.</summary>
    public async Task<long> CountAsync(CancellationToken ct)
    {
        var (from, to) = (DateTime.UtcNow.AddHours(-1), DateTime.UtcNow.AddMinutes(10));
        var path = $"api/metrics?from={from:yyyy-MM-ddTHH:mm:ssZ}&to={to:yyyy-MM-ddTHH:mm:ssZ}&step=all";
        try
        {
            using var answer = JsonDocument.Parse(
                await console.Client.GetStringAsync(new Uri(path, UriKind.Relative), ct));
            return answer.RootElement.GetProperty("series")[0].GetProperty("points")[0].GetProperty("calls").GetInt64();
        }
        catch (HttpRequestException)
        {
            return -1;
        }
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
