namespace Dashboard.Telemetry.Counting;

/// <summary>Input or output where only their parts or the total say what they are.</summary>
internal static class UsageSides
{
    public static UsageParts Complete(UsageParts parts, in ReportedUsage usage, in UsageSender sender, Outside way)
    {
        if (usage.Input is null)
        {
            parts = parts with { Input = Input(parts, usage, way) };
        }

        if (usage.Output is null && !sender.OnlyReads)
        {
            parts = parts with { Output = Output(parts, usage, way) };
        }

        // Embeddings: some servers give the total and leave the prompt at zero.
        return sender.OnlyReads && parts is { Input: 0, Output: 0 } && usage.Total is { } total
            ? parts with { Input = total }
            : parts;
    }

    private static long Input(in UsageParts parts, in ReportedUsage usage, Outside way)
    {
        if (usage[UsageField.Uncached] is { } uncached)
        {
            return uncached + (way.HasFlag(Outside.Cache) ? 0 : parts.Cache(way));
        }

        if (usage[UsageField.TextInput] is { } text && !way.HasFlag(Outside.Kinds))
        {
            return text + (usage.AudioInput ?? 0) + (usage.ImageInput ?? 0) + (usage[UsageField.OtherInput] ?? 0);
        }

        return usage.Total is { } total && usage.Output is not null ? Math.Max(0, total - parts.Sum(way)) : 0;
    }

    private static long Output(in UsageParts parts, in ReportedUsage usage, Outside way)
    {
        if (usage[UsageField.TextOutput] is { } text && !way.HasFlag(Outside.Kinds))
        {
            return text + (usage.AudioOutput ?? 0) + (usage.ImageOutput ?? 0) + (usage[UsageField.OtherOutput] ?? 0)
                + (way.HasFlag(Outside.Reasoning) ? 0 : parts.Reasoning);
        }

        return usage.Total is { } total && usage.Input is not null ? Math.Max(0, total - parts.Sum(way)) : 0;
    }
}
