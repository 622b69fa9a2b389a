using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Pricing;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Partitions;
using Dashboard.Telemetry.Rollups;
using Dashboard.Telemetry.Writing;
using Microsoft.Extensions.Options;

namespace Dashboard.Bench.Explorer;

/// <summary>Thirty days of calls as a busy team makes them, by COPY straight into the tables. The same seed, the same rows.</summary>
/// <param name="db">Where to.</param>
/// <param name="calls">How many.</param>
/// <param name="now">When the newest one begins.</param>
/// <param name="isCounted">Whether they are added to the sums, too, which takes as long again.</param>
internal sealed class ExplorerLoad(TelemetryDb db, long calls, DateTimeOffset now, bool isCounted = false)
{
    public const int Days = 30;
    public const string RareRoute = "night-audit";
    public const string RareUser = "user-rare";
    public const string RareWord = "xylophone";

    /// <summary>"Xylophone" and "refund" in Chinese, which one call in eight speaks, and "credit card".</summary>
    public const string RareChineseWord = "木琴", ChineseWord = "退款", LongChineseWord = "信用卡";

    /// <summary>Parts of identifiers with dots: each text names one.</summary>
    public const string RareIdentifier = "night_xylophone", Identifier = "refund_total";

    private const int BatchSize = 5000;

    /// <summary>One call in so many carries the rare route, the rare user and the rare word.</summary>
    private const int Rarity = 20_000;

    private static readonly string[] Words = MakeWords();
    private static readonly string[] ChineseWords = MakeChineseWords();
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Random _random = new(7);
    private readonly SeriesDirectory _series = new(db);

    public async Task RunAsync(CancellationToken ct)
    {
        var partitions = new PartitionStore(db, Options.Create(new RetentionOptions()), TimeProvider.System);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        await partitions.EnsureAsync(Enumerable.Range(0, Days + 1).Select(day => today.AddDays(-day)), ct);
        var step = TimeSpan.FromDays(Days) / calls;
        for (var first = 0L; first < calls; first += BatchSize)
        {
            var rows = new List<SpanRecord>(BatchSize);
            for (var i = first; i < Math.Min(calls, first + BatchSize); i++)
            {
                rows.Add(Row(i, now - TimeSpan.FromDays(Days) + (step * i)));
            }

            await CopyAsync(rows, ct);
            if (first % (BatchSize * 40) == 0)
            {
                Console.WriteLine($"loaded {first + rows.Count:N0} calls");
            }
        }
    }

    private async Task CopyAsync(List<SpanRecord> rows, CancellationToken ct)
    {
        var numbers = await _series.NumberAsync([.. rows.Select(row => row.Call!.Series).Distinct()], ct);
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await SpanTables.CopyAsync(connection, new SpanBatch(rows), numbers, ct);
        if (isCounted)
        {
            var deltas = new RollupDeltas();
            rows.ForEach(row => deltas.Add(row, row.Call!, numbers[row.Call!.Series]));
            await deltas.CopyAsync(connection, ct);
        }

        await transaction.CommitAsync(ct);
    }

    private SpanRecord Row(long index, DateTimeOffset at)
    {
        var isRare = index % Rarity == Rarity / 2;
        var model = _random.Next(5);
        var fate = _random.NextDouble();
        var status = fate < 0.02 ? SpanStatus.Error : fate < 0.022 ? SpanStatus.ClientAbort : SpanStatus.Ok;
        var tokens = new TokenCounts { InputUncached = _random.Next(200, 4000), OutputText = _random.Next(10, 800) };
        return new SpanRecord
        {
            Project = ProjectId.First,
            StartedAt = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % 10), TimeSpan.Zero),
            TraceId = new TraceId(((UInt128)(ulong)_random.NextInt64() << 64) | (ulong)index),
            SpanId = new SpanId((ulong)index + 1),
            Name = $"chat model-{model}",
            Role = SpanRole.Model,
            // Log-normal around two seconds: one call in a thousand takes more than twenty.
            DurationMicros = (long)(2_000_000 * Math.Exp(0.75 * Normal())),
            Status = status,
            ErrorType = status == SpanStatus.Error ? "timeout" : null,
            UserId = isRare ? RareUser : $"user-{_random.Next(5000)}",
            SessionId = $"session-{index / 6}",
            Input = Content("user", _random.Next(60, 160), index, isRare),
            Output = Content("assistant", _random.Next(30, 120), index, isRare: false),
            Raw = """{"resource":{"service.name":"bench"},"attributes":{"gen_ai.operation.name":"chat"}}""",
            Call = new CallFacts
            {
                Series = new SeriesKey(
                    ProjectId.First, isRare ? RareRoute : $"route-{_random.Next(10)}", $"model-{model}",
                    index % 10 == 0 ? "v3" : "v2", model < 3 ? "openai" : "anthropic", $"answer@{_random.Next(3)}", "production"),
                Operation = "chat",
                RequestModel = $"model-{model}",
                ResponseModel = $"model-{model}",
                ResponseId = "resp-" + index.ToString(CultureInfo.InvariantCulture),
                Tokens = tokens,
                UsageSource = UsageSource.Reported,
                Cost = index % 300 == 0
                    ? new CallCost(CostStatus.NoPrice, null, null)
                    : new CallCost(CostStatus.Priced, new Nanodollars(165_000), "builtin:openai/gpt-4o-mini"),
            },
        };
    }

    // Clients escape what is not ASCII, or do not.
    private string Content(string role, int words, long index, bool isRare)
    {
        var text = index % 8 == 3 ? Chinese(words) : Plain(words);
        var content = isRare
            ? $"{text} {RareWord} lesson {RareIdentifier}.tone，这是{RareChineseWord}课"
            : index % 7 == 0 ? $"{text} {Identifier}.{AnyOf(Words)}" : $"{text} {AnyOf(Words)}_{AnyOf(Words)}.{AnyOf(Words)}";
        return JsonSerializer.Serialize(new[] { new { role, content } }, index % 16 == 3 ? Unescaped : null);
    }

    private string Plain(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => AnyOf(Words)));

    // As many bytes as so many words of English have.
    private string Chinese(int words) => string.Concat(
        Enumerable.Range(0, words).Select(i => AnyOf(ChineseWords) + (i % 6 == 5 ? "，" : "")));

    // Words as people use them: the n-th most frequent one occurs 1/n as often as the first (Zipf).
    private string AnyOf(string[] words) =>
        words[(int)Math.Min(words.Length - 1, Math.Exp(_random.NextDouble() * Math.Log(words.Length)))];

    private double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    // "refund" is common: about every seventh call says it.
    private static string[] MakeWords()
    {
        const string consonants = "bcdfglmnprst", vowels = "aeiou";
        var words = new string[20_000];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = "";
            for (var rest = i + 1; rest > 0; rest /= 60)
            {
                words[i] += $"{consonants[rest % 12]}{vowels[rest / 12 % 5]}";
            }
        }

        words[120] = "refund";
        return words;
    }

    // Two characters a word, of eight hundred.
    private static string[] MakeChineseWords()
    {
        var words = new string[20_000];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = $"{(char)(0x4e00 + (3 * (i % 800)))}{(char)(0x4e00 + (3 * (((i / 800 * 31) + (i % 7)) % 800)))}";
        }

        (words[60], words[90]) = (ChineseWord, LongChineseWord);
        return words;
    }
}
