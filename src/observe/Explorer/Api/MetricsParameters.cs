using Dashboard.Events;
using Dashboard.HttpApi;
using Dashboard.Telemetry.Reading;
using Dashboard.Texts;

namespace Dashboard.Explorer.Api;

/// <summary>The query string of <c>/api/metrics</c>, as it came.</summary>
internal sealed record MetricsParameters(
    string? From,
    string? To,
    string? Step,
    string? By,
    string? Tz,
    string? Route,
    string? Model,
    string? Version,
    string? Provider,
    string? User,
    string? Prompt,
    string? Environment)
{
    /// <summary>More buckets than this in one answer are refused.</summary>
    private const int MaxBuckets = 100_000;

    /// <summary>Reads the parameters, or says what to change. Without a range it is the last 24 hours.</summary>
    public static Parsed Parse(MetricsParameters raw, ProjectId project, DateTimeOffset now)
    {
        if (!TryTime(raw.To, now, out var to) || !TryTime(raw.From, to - TimeSpan.FromHours(24), out var from))
        {
            return new Parsed.Wrong(TryTime(raw.To, now, out _) ? "from" : "to", $"Each of 'from' and 'to' {OutsideTime.Fault}.");
        }

        if (from > to)
        {
            return new Parsed.Wrong("from", $"from ({raw.From}) must not be after to ({raw.To}).");
        }

        if (!TryStep(raw.Step, out var step))
        {
            return new Parsed.Wrong("step", $"step must be minute, hour, day or all, not '{raw.Step}'.");
        }

        if (!TryBy(raw.By, out var by, out var unknown))
        {
            return new Parsed.Wrong(
                "by",
                $"by must be a comma-separated part of route,model,version,provider,user,prompt,environment; '{unknown}' is none.");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(raw.Tz ?? "UTC", out var zone))
        {
            return new Parsed.Wrong("tz", $"tz must be an IANA time zone such as Europe/Berlin, not '{raw.Tz}'.");
        }

        var buckets = (to - from) / LengthOf(step);
        return buckets > MaxBuckets
            ? new Parsed.Wrong(
                "step",
                $"{buckets:0} buckets are too many; choose a longer step or a range of at most {MaxBuckets:0} of them.")
            : new Parsed.Right(new MetricsQuery
            {
                Project = project,
                From = from,
                To = to,
                Step = step,
                By = by,
                Zone = zone.HasSameRules(TimeZoneInfo.Utc) ? TimeZoneInfo.Utc : zone,
                Where = Conditions(raw),
            });
    }

    private static bool TryTime(string? text, DateTimeOffset otherwise, out DateTimeOffset time)
    {
        time = otherwise;
        return text is null || OutsideTime.TryParse(text, out time);
    }

    private static bool TryStep(string? text, out MetricsStep step)
    {
        step = text switch
        {
            "minute" => MetricsStep.Minute,
            "day" => MetricsStep.Day,
            "all" => MetricsStep.All,
            _ => MetricsStep.Hour,
        };
        return text is null or "minute" or "hour" or "day" or "all";
    }

    private static bool TryBy(string? text, out List<Dimension> by, out string? unknown)
    {
        by = [];
        unknown = null;
        foreach (var name in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Enum.TryParse<Dimension>(name, ignoreCase: true, out var dimension) || !char.IsAsciiLetter(name[0]))
            {
                unknown = name;
                return false;
            }

            if (!by.Contains(dimension))
            {
                by.Add(dimension);
            }
        }

        return true;
    }

    private static Dictionary<Dimension, string> Conditions(MetricsParameters raw)
    {
        (Dimension, string?)[] all =
        [
            (Dimension.Route, raw.Route), (Dimension.Model, raw.Model), (Dimension.Version, raw.Version),
            (Dimension.Provider, raw.Provider), (Dimension.User, raw.User), (Dimension.Prompt, raw.Prompt),
            (Dimension.Environment, raw.Environment),
        ];
        return all.Where(one => one.Item2 is not null).ToDictionary(one => one.Item1, one => one.Item2!);
    }

    private static TimeSpan LengthOf(MetricsStep step) => step switch
    {
        MetricsStep.Minute => TimeSpan.FromMinutes(1),
        MetricsStep.Hour => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    /// <summary>A query, or the fault.</summary>
    public abstract record Parsed
    {
        private Parsed()
        {
        }

        public sealed record Right(MetricsQuery Query) : Parsed;

        public sealed record Wrong(FieldFault Fault) : Parsed
        {
            public Wrong(string parameter, string text)
                : this(new FieldFault(parameter, text))
            {
            }
        }
    }
}
